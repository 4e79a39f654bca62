// What a terminal bears: a host that is killed again and again, a viewer that is stopped, a machine without descriptors, a wrong clock.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import WebSocket from 'ws'
import { decodeServerFrame, encodeViewerFrame, type StreamPosition } from '#contract/terminal'
import { addressOf } from '#host/terminal-server'
import {
  isRunning,
  spawnServerForTest,
  startTerminalServerForTest,
  temporaryHome,
  until,
} from '../terminal-server/testing.ts'

const KILLS = 20

/** A host of its own that attaches whoever connects to its port. */
const HOST_PROGRAM = `
  import { WebSocketServer } from 'ws'
  import { connectTerminals } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))}
  const [, home, terminalId] = process.argv
  const terminals = await connectTerminals({ home })
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  server.on('connection', (socket) =>
    terminals.attachViewer(socket, { terminalId, role: 'controller', caller: { kind: 'local' } }))
  server.on('listening', () => console.log(server.address().port))
`

async function startHost(home: string, terminalId: string): Promise<{ process: ChildProcess; port: number }> {
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--input-type=module', '-e', HOST_PROGRAM, home, terminalId],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const [port] = await once(child.stdout, 'data')
  return { process: child, port: Number(port) }
}

type Seen = { position: StreamPosition | undefined; bytes: Uint8Array[]; snapshots: number; length: number }

/** Goes on where it stopped, until its host is killed. */
function watch(port: number, seen: Seen): void {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`)
  socket.on('error', () => {})
  socket.on('open', () =>
    socket.send(encodeViewerFrame({ type: 'open', cols: 80, rows: 24, visible: true, resume: seen.position })),
  )
  socket.on('message', (data: Buffer) => {
    const result = decodeServerFrame(data)
    if (result.outcome === 'refused') throw new Error(result.reason)
    const { frame } = result
    if (frame.type === 'snapshot') {
      seen.snapshots += 1
      seen.position = { epoch: frame.epoch, offset: frame.offset }
      socket.send(encodeViewerFrame({ type: 'ack', offset: frame.offset }))
    }
    if (frame.type !== 'output' || !seen.position) return
    expect(frame.offset).toBe(seen.position.offset)
    seen.bytes.push(frame.bytes)
    seen.length += frame.bytes.byteLength
    seen.position = { ...seen.position, offset: frame.offset + frame.bytes.byteLength }
    socket.send(encodeViewerFrame({ type: 'ack', offset: seen.position.offset }))
  })
}

it('[T3] loses no byte and repeats none, however often the host is killed during a flood', async () => {
  await using server = await startTerminalServerForTest()
  // As fast as lets an exact return be possible: what comes while no host is there fits into the ring.
  const terminal = await server.openScript(
    'stty raw -echo; read go; i=0; while :; do seq $i $((i+499)); i=$((i+500)); sleep 0.01; done',
    { cols: 80, rows: 24 },
  )
  const seen: Seen = { position: undefined, bytes: [], snapshots: 0, length: 0 }
  for (let kills = 0; kills < KILLS; kills += 1) {
    const host = await startHost(server.home, terminal.id)
    const before = seen.length
    watch(host.port, seen)
    if (kills === 0) {
      await until(() => seen.position, 'the first screen')
      ;(await server.attach(terminal.id)).type('\n')
    }
    await until(() => seen.length > before + 20_000, 'the flood to go on')
    host.process.kill('SIGKILL')
    await once(host.process, 'exit')
  }
  // One for the first screen, and at most one for what was above it: never because something was missed.
  expect(seen.snapshots).toBeLessThanOrEqual(2)
  const text = Buffer.concat(seen.bytes).toString()
  const first = Number(/^\d*\n?(\d+)\n/.exec(text)?.[1])
  const from = text.indexOf(`${first}\n`)
  const lines = text.slice(from).split('\n').slice(0, -1)
  expect(lines.length).toBeGreaterThan(KILLS * 1_000)
  expect(lines.every((line, index) => line === String(first + index))).toBe(true)
}, 180_000)

/** A viewer in a process of its own that prints its screen when it shows END. */
const VIEWER_PROGRAM = `
  import { startTerminalServerForTest } from ${JSON.stringify(join(import.meta.dirname, '../terminal-server/testing.ts'))}
  const [, home, terminalId] = process.argv
  const server = await startTerminalServerForTest(home)
  const viewer = await server.attach(terminalId)
  await viewer.waitForFrame('snapshot')
  console.log('attached')
  while (!viewer.lines().join().includes('END')) await new Promise((resolve) => setTimeout(resolve, 5))
  await viewer.settled()
  console.log(JSON.stringify(viewer.lines()))
  process.exit(0)
`

it('[T5] lets the shell and another viewer go on when the process of a viewer is stopped, and shows it the right screen later', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript('stty -echo; read a; seq 1 600000; printf END; read b')
  const viewer = await server.attach(terminal.id)
  await viewer.waitForFrame('snapshot')
  const stopped = spawn(
    process.execPath,
    ['--no-warnings', '--input-type=module', '-e', VIEWER_PROGRAM, server.home, terminal.id],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const said: string[] = []
  stopped.stdout.on('data', (data) => said.push(String(data)))
  await until(() => said.join('').includes('attached'), 'the other process to attach')
  stopped.kill('SIGSTOP')
  viewer.type('\n')
  await viewer.waitForScreen('END')
  expect(said.join('')).toBe('attached\n')
  const ended = once(stopped, 'exit')
  stopped.kill('SIGCONT')
  await ended
  await viewer.settled()
  expect(JSON.parse(said.join('').split('\n')[1] ?? '')).toEqual(viewer.lines())
}, 60_000)

it.runIf(process.platform === 'linux')(
  '[T22] refuses a terminal that the machine has no room for, and serves the others and later ones',
  async () => {
    await using place = await temporaryHome()
    const limited = await spawnServerForTest(place.home, { descriptors: 72 })
    await using server = await startTerminalServerForTest(place.home)
    expect(server.pid).toBe(limited.pid)
    const opened: string[] = []
    const refusal = await until(async () => {
      const result = await server.open().catch((error: unknown) => error)
      if (result instanceof Error) return result
      opened.push((result as { id: string }).id)
      return undefined
    }, 'the descriptors to run out')
    expect(refusal).toMatchObject({
      code: 'shell-unavailable',
      message: expect.stringMatching(/no room for another terminal/),
    })
    expect(opened.length).toBeGreaterThan(5)
    for (const id of opened.slice(0, 4)) await server.control({ type: 'close', id })
    await until(() => server.open().catch(() => undefined), 'a terminal to be opened again')
    expect(await server.control({ type: 'list' })).toHaveLength(opened.length - 3)
  },
  60_000,
)

it('[T22] tells a new shell from an old one although the clock was set back between them', async () => {
  await using place = await temporaryHome()
  const first = await startTerminalServerForTest(place.home)
  const terminal = await first.openScript('printf before; read end')
  await (await first.attach(terminal.id)).waitForScreen('before')
  const record = join(addressOf(place.home).folder, 'records', `${terminal.id}.json`)
  await until(async () => (await readFile(record, 'utf8').catch(() => '')) !== '', 'the record')
  process.kill(first.pid, 'SIGKILL')
  await until(() => !isRunning(first.pid), 'the server to end')
  await first[Symbol.asyncDispose]()
  // As if all of it had happened in the year 2100.
  const future = Date.UTC(2100, 0)
  await writeFile(record, JSON.stringify({ ...JSON.parse(await readFile(record, 'utf8')), epoch: future }))
  await using second = await startTerminalServerForTest(place.home)
  await second.control({ type: 'restart', id: terminal.id })
  const viewer = await second.attach(terminal.id, { resume: { epoch: future, offset: 0 } })
  expect((await viewer.waitForFrame('attached')).epoch).toBeGreaterThan(future)
  await viewer.waitForFrame('snapshot')
})
