import { chmod, open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import headless from '@xterm/headless'
import { expect, it } from 'vitest'
import { MAX_RECORDING_BYTES, type ServerFrame } from '#contract/terminal'
import { connectTerminals } from '../terminal/index.ts'
import { addressOf } from './address.ts'
import { Recorder, type RecordingEnding } from './recorder.ts'
import { Recordings } from './recordings.ts'
import { openIncarnationForTest, startTerminalServerForTest, temporaryHome, until } from './testing.ts'

type CastEvent = [number, string, string]

const parse = (text: string) => {
  const [header = '', ...events] = text.trimEnd().split('\n')
  return { header: JSON.parse(header), events: events.map((line): CastEvent => JSON.parse(line)) }
}

const recordingStates = (frames: ServerFrame[]) =>
  frames.flatMap((frame) => (frame.type === 'recording' ? frame.recording.state : []))

it('[T20] records a terminal’s output with its times, and what was typed nowhere', async () => {
  await using place = await temporaryHome()
  await using terminals = await connectTerminals(place)
  await using server = await startTerminalServerForTest(place.home)
  const terminal = await server.openScript(
    'printf "before ⚓\\r\\n"; stty -echo; read secret; printf "after"; read end; exit 3',
  )
  const viewer = await server.attach(terminal.id, { cols: 100, rows: 30 })
  const other = await server.attach(terminal.id, { role: 'observer' })
  await viewer.waitForScreen('before')
  expect(await terminals.record(terminal.id, true)).toMatchObject({ recording: { since: expect.any(Number) } })
  await until(
    () => [viewer, other].every(({ frames }) => recordingStates(frames).at(-1) === 'on'),
    'everybody to be told',
  )
  viewer.type('hunter2\r')
  await viewer.waitForScreen('after')
  viewer.send({ type: 'resize', cols: 90, rows: 20 })
  await until(() => viewer.terminal.cols === 90, 'the new size')
  viewer.type('\r')
  await viewer.waitForFrame('exit')
  await until(
    () => [viewer, other].every(({ frames }) => recordingStates(frames).at(-1) === 'ended'),
    'everybody to be told',
  )
  const [recording] = await terminals.recordings.list()
  expect(recording).toMatchObject({ terminalId: terminal.id, endedAt: expect.any(Number) })
  const path = join(addressOf(place.home).folder, 'recordings', `${recording?.id}.cast`)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  const { text, next } = await terminals.recordings.read(recording?.id ?? '', 0)
  expect(next).toBeNull()
  expect(text).toBe(await readFile(path, 'utf8'))
  const { header, events } = parse(text)
  expect(header).toMatchObject({ version: 3, term: { cols: 100, rows: 30 } })
  const output = events.flatMap(([, code, data]) => (code === 'o' ? data : [])).join('')
  expect(output).toContain('before ⚓')
  expect(output).toMatch(/after/)
  expect(text).not.toContain('hunter2')
  expect(events.map(([, code, data]) => (code === 'o' ? code : `${code} ${data}`))).toEqual(
    expect.arrayContaining(['r 90x20', 'x 3']),
  )
  expect(events.every(([interval]) => interval >= 0 && interval < 60)).toBe(true)
})

it('[T20] plays back to the screen that was seen, from the midst of a session, whatever its bytes were cut into', async () => {
  await using place = await temporaryHome()
  await using terminals = await connectTerminals(place)
  await using server = await startTerminalServerForTest(place.home)
  const terminal = await server.openScript(
    'printf "\\033[31mred\\033[0m 港\\r\\n"; read go; for i in 1 2 3; do printf "\\346"; sleep 0.02; printf "\\270\\257"; done; printf END; read end',
  )
  const viewer = await server.attach(terminal.id)
  await viewer.waitForScreen('red')
  await terminals.record(terminal.id, true)
  viewer.type('\r')
  await viewer.waitForScreen('END')
  await terminals.record(terminal.id, false)
  const [recording] = await terminals.recordings.list()
  const { events } = parse((await terminals.recordings.read(recording?.id ?? '', 0)).text)
  const player = new headless.Terminal({ cols: 80, rows: 24, allowProposedApi: true })
  for (const [, code, data] of events) if (code === 'o') await new Promise<void>((done) => player.write(data, done))
  const line = (row: number) => player.buffer.active.getLine(row)?.translateToString(true)
  expect([line(0), line(1), line(2)]).toEqual(viewer.lines().slice(0, 3))
  await until(() => recordingStates(viewer.frames).join() === 'off,on,ended', 'the viewer to be told')
  await terminals.recordings.delete(recording?.id ?? '')
  expect(await terminals.recordings.list()).toEqual([])
  await expect(terminals.recordings.read(recording?.id ?? '', 0)).rejects.toMatchObject({ code: 'not-found' })
})

it('[T20] refuses to delete a recording that goes on, and to record a shell that has ended', async () => {
  await using place = await temporaryHome()
  await using terminals = await connectTerminals(place)
  const terminal = await terminals.open({ cols: 80, rows: 24, shell: '/bin/sh' })
  const [twice] = await Promise.all([terminals.record(terminal.id, true), terminals.record(terminal.id, true)])
  const [recording, ...others] = await terminals.recordings.list()
  expect(others).toEqual([])
  expect(recording).toMatchObject({ id: twice.recording?.id, endedAt: null })
  await expect(terminals.recordings.delete(recording?.id ?? '')).rejects.toMatchObject({ code: 'conflict' })
  await terminals.record(terminal.id, false)
  await terminals.recordings.delete(recording?.id ?? '')
})

const HEADER = { cols: 80, rows: 24, title: 'sh', shell: '/bin/sh', startedAt: 0, terminalId: 'term_1' }

it.runIf(process.platform === 'linux')(
  '[T20] ends with the reason when the disk is full, and the terminal goes on',
  async () => {
    await using source = openIncarnationForTest()
    const endings: RecordingEnding[] = []
    const file = await open('/dev/full', 'a')
    const recorder = new Recorder({ file, incarnation: source.incarnation, onEnd: (ending) => endings.push(ending) })
    await recorder.begin(HEADER)
    source.incarnation.recall(Buffer.from('goes on'))
    recorder.pump()
    await until(() => endings[0], 'the end')
    expect(endings).toEqual([{ end: 'failed', message: 'The recording ended: the disk is full.' }])
    expect(Buffer.from((await source.incarnation.snapshot('screen'))?.bytes ?? []).toString()).toContain('goes on')
  },
)

it('[T20] ends at its bound with whole lines', async () => {
  await using place = await temporaryHome()
  await using source = openIncarnationForTest()
  await (await startTerminalServerForTest(place.home))[Symbol.asyncDispose]()
  const recordings = new Recordings(addressOf(place.home).folder)
  const { id, file } = await recordings.create()
  const endings: RecordingEnding[] = []
  const recorder = new Recorder({ file, incarnation: source.incarnation, onEnd: (ending) => endings.push(ending) })
  await recorder.begin(HEADER)
  const path = join(addressOf(place.home).folder, 'recordings', `${id}.cast`)
  const chunk = Buffer.alloc(1_048_576, 'x')
  for (let written = 0; endings.length === 0 && written < 2 * MAX_RECORDING_BYTES; written += chunk.byteLength) {
    source.incarnation.recall(Buffer.from(chunk))
    recorder.pump()
    await until(async () => (await stat(path)).size > written || endings.length > 0, 'the disk to take it')
  }
  await recorder.stop()
  expect(endings).toMatchObject([{ end: 'full' }])
  const content = await readFile(path)
  expect(content.byteLength).toBeLessThanOrEqual(MAX_RECORDING_BYTES)
  expect(content.byteLength).toBeGreaterThan(MAX_RECORDING_BYTES - 200_000)
  expect(content.at(-1)).toBe(0x0a)
  let offset: number | null = 0
  let bytes = 0
  while (offset !== null) {
    const part: { text: string; next: number | null } = await recordings.read(id, offset)
    bytes += Buffer.byteLength(part.text)
    offset = part.next
  }
  expect(bytes).toBe(content.byteLength)
}, 60_000)

it('[T20] says so when a recording cannot be written at all', async () => {
  await using place = await temporaryHome()
  await (await startTerminalServerForTest(place.home))[Symbol.asyncDispose]()
  const recordings = new Recordings(addressOf(place.home).folder)
  await (await recordings.create()).file.close()
  await chmod(join(addressOf(place.home).folder, 'recordings'), 0o500)
  const attempt = recordings.create().then(async ({ file }) => file.close())
  // The superuser may write everywhere.
  if (process.getuid?.() === 0) return attempt
  await expect(attempt).rejects.toMatchObject({ code: 'home-not-writable' })
})
