// A viewer's connection against a real WebSocket and a real screen; only the terminal behind them is played.
import { once } from 'node:events'
import { Terminal } from '@xterm/headless'
import { expect, it, vi } from 'vitest'
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws'
import { closeCodeOf } from '#contract/failure'
import {
  type CommandPlace,
  decodeViewerFrame,
  encodeServerFrame,
  type ServerFrame,
  type ViewerFrame,
} from '#contract/terminal'
import type { Attachment } from './attachment.ts'
import type { Company } from './company.ts'
import { Connection } from './connection.ts'

const size = { cols: 40, rows: 5 }
const drawnOn = (background: number) => ({ foreground: 1, background, cursor: 3, named: Array(16).fill(4) })
const utf8 = new TextEncoder()

async function startViewer({ observes = false } = {}) {
  const companies: Company[] = []
  const marks: string[] = []
  let resets = 0
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  const frames: ViewerFrame[] = []
  const seen: Attachment[] = []
  let socket: ServerSocket | null = null
  server.on('connection', (next) => {
    socket = next
    next.on('message', (data: Buffer) => {
      const result = decodeViewerFrame(new Uint8Array(data))
      if (result.outcome === 'frame') frames.push(result.frame)
    })
  })
  const terminal = new Terminal({ ...size, allowProposedApi: true })
  const connection = new Connection({
    url: `ws://127.0.0.1:${address.port}`,
    place: 'build-box',
    size,
    visible: true,
    colors: drawnOn(0),
    screen: {
      resize: ({ cols, rows }) => terminal.write('', () => terminal.resize(cols, rows)),
      write: (bytes, parsed) => terminal.write(bytes, parsed),
      mark: (mark) => terminal.write('', () => marks.push(`${mark.place}@${terminal.buffer.active.cursorX}`)),
      forgetMarks: () => terminal.write('', () => marks.splice(0)),
      resetColors: () => {
        resets += 1
      },
    },
    onChange: (attachment) => seen.push(attachment),
    onCompany: (company) => companies.push(company),
    observes,
    onRefusal: () => undefined,
  })
  const say = (...said: ServerFrame[]) => {
    for (const frame of said) socket?.send(encodeServerFrame(frame))
  }
  const opens = () => frames.filter((frame) => frame.type === 'open')
  return {
    connection,
    frames,
    seen,
    companies,
    marks,
    colorResets: () => resets,
    say,
    opens,
    drop: (code?: number) => (code ? socket?.close(code) : socket?.terminate()),
    state: () => seen.at(-1)?.state,
    line: (row = 0) => terminal.buffer.active.getLine(row)?.translateToString(true) ?? '',
    /** Answers the `count`th `open` with a screen of `text` that ends at `offset`. */
    async attach(text: string, offset: number, { epoch = 1, count = 1 } = {}) {
      await vi.waitFor(() => expect(opens()).toHaveLength(count), 5_000)
      say(
        { type: 'attached', role: 'controller', epoch, offset, ...size },
        { type: 'role', role: 'controller', mayControl: true },
        { type: 'snapshot', first: true, last: true, epoch, offset, ...size, bytes: screenOf(text) },
      )
      await vi.waitFor(() => expect(this.line()).toBe(text))
    },
    async [Symbol.asyncDispose]() {
      connection.close()
      terminal.dispose()
      for (const client of server.clients) client.terminate()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A snapshot begins with a reset of its own. */
const screenOf = (text: string) => utf8.encode(`\x18\x1bc${text}`)

const output = (offset: number, text: string): ServerFrame => ({ type: 'output', offset, bytes: utf8.encode(text) })
const inputs = (frames: ViewerFrame[]) =>
  frames.flatMap((frame) => (frame.type === 'input' ? [new TextDecoder().decode(frame.bytes)] : []))

it('[T5] acknowledges what its screen has parsed', async () => {
  await using viewer = await startViewer()
  await viewer.attach('$ ', 2)
  viewer.say(output(2, 'ls\r\n'))
  await vi.waitFor(() => expect(viewer.frames.at(-1)).toEqual({ type: 'ack', offset: 6 }))
})

it('[T2] resumes after a loss at the byte where it stopped, and shows a repeat once', async () => {
  await using viewer = await startViewer()
  await viewer.attach('one', 3)
  viewer.say(output(3, ' two'))
  await vi.waitFor(() => expect(viewer.line()).toBe('one two'))
  viewer.drop()
  await vi.waitFor(() => expect(viewer.opens()).toHaveLength(2), 5_000)
  expect(viewer.opens()[1]).toMatchObject({ resume: { epoch: 1, offset: 7 } })
  viewer.say({ type: 'attached', role: 'controller', epoch: 1, offset: 7, ...size }, output(3, ' two three'))
  await vi.waitFor(() => expect(viewer.line()).toBe('one two three'))
})

it('[R8] refuses what is typed while the connection is lost, and never sends it later', async () => {
  await using viewer = await startViewer()
  await viewer.attach('$ ', 2)
  expect(viewer.connection.send(utf8.encode('before'))).toBe(true)
  await vi.waitFor(() => expect(inputs(viewer.frames)).toEqual(['before']))
  viewer.drop()
  await vi.waitFor(() => expect(viewer.state()).toBe('waiting'))
  expect(viewer.connection.send(utf8.encode('lost'))).toBe(false)
  await vi.waitFor(() => expect(viewer.opens()).toHaveLength(2), 5_000)
  expect(viewer.connection.send(utf8.encode('unseen'))).toBe(false)
  viewer.say({ type: 'attached', role: 'controller', epoch: 1, offset: 2, ...size })
  await vi.waitFor(() => expect(viewer.state()).toBe('attached'))
  expect(viewer.connection.send(utf8.encode('after'))).toBe(true)
  await vi.waitFor(() => expect(inputs(viewer.frames)).toEqual(['before', 'after']))
})

it('[U9] does not wait out its time when there is reason to try, and tries only while it waits', async () => {
  await using viewer = await startViewer()
  await viewer.attach('$ ', 2)
  viewer.connection.retry()
  expect(viewer.state()).toBe('attached')
  viewer.drop()
  await vi.waitFor(() => expect(viewer.state()).toBe('waiting'))
  viewer.connection.retry()
  expect(viewer.seen.at(-1)).toMatchObject({ state: 'connecting', reason: expect.any(String) })
  await vi.waitFor(() => expect(viewer.opens()).toHaveLength(2))
})

it('[U11] looks on when it was asked to, with no say in the size, until control is taken', async () => {
  await using viewer = await startViewer({ observes: true })
  await viewer.attach('$ ', 2)
  expect(viewer.opens()[0]).toMatchObject({ visible: false })
  await vi.waitFor(() => expect(viewer.frames.at(-1)).toEqual({ type: 'ack', offset: 2 }))
  expect(viewer.frames).toContainEqual({ type: 'control', take: false })
  viewer.say({ type: 'role', role: 'observer', mayControl: true })
  await vi.waitFor(() => expect(viewer.frames).toContainEqual({ type: 'visibility', visible: true }))
  expect(viewer.connection.send(utf8.encode('x'))).toBe(false)
  viewer.connection.takeControl(true)
  viewer.say({ type: 'role', role: 'controller', mayControl: true })
  await vi.waitFor(() => expect(viewer.frames).toContainEqual({ type: 'resize', ...size }))
  expect(viewer.frames).toContainEqual({ type: 'control', take: true })
  expect(viewer.connection.send(utf8.encode('y'))).toBe(true)
  await vi.waitFor(() => expect(inputs(viewer.frames)).toEqual(['y']))
})

it('[U11] refuses what an observer types, and says who looks and whether it is recorded', async () => {
  await using viewer = await startViewer()
  await viewer.attach('$ ', 2)
  viewer.say(
    { type: 'role', role: 'observer', mayControl: false },
    { type: 'recording', recording: { state: 'on', since: 5 } },
    { type: 'viewers', viewers: [] },
  )
  await vi.waitFor(() =>
    expect(viewer.companies.at(-1)).toEqual({
      role: 'observer',
      mayControl: false,
      viewers: [],
      recording: { state: 'on', since: 5 },
    }),
  )
  expect(viewer.connection.send(utf8.encode('x'))).toBe(false)
  expect(inputs(viewer.frames)).toEqual([])
})

it('[U8] places a mark where the cursor is when all before it was parsed, and forgets them with the screen', async () => {
  await using viewer = await startViewer()
  await viewer.attach('$ ', 2)
  const mark = (place: CommandPlace): ServerFrame => ({ type: 'mark', mark: { place, exit: null, at: 1 } })
  viewer.say(mark('input'), output(2, 'ls'), mark('output'))
  await vi.waitFor(() => expect(viewer.marks).toEqual(['input@2', 'output@4']))
  const bytes = screenOf('> ')
  viewer.say({ type: 'snapshot', first: true, last: true, epoch: 1, offset: 9, ...size, bytes }, mark('input'))
  await vi.waitFor(() => expect(viewer.marks).toEqual(['input@2']))
})

it('[T8] follows a restart in place, whoever asked for it', async () => {
  await using viewer = await startViewer()
  await viewer.attach('bye', 3)
  viewer.say({ type: 'exit', code: 3, signal: null })
  await vi.waitFor(() => expect(viewer.seen.at(-1)).toMatchObject({ state: 'ended', ending: { code: 3 } }))
  expect(viewer.connection.send(utf8.encode('x'))).toBe(false)
  const bytes = screenOf('hello again')
  viewer.say({ type: 'snapshot', first: true, last: true, epoch: 2, offset: 11, ...size, bytes })
  await vi.waitFor(() => expect(viewer.line()).toBe('hello again'))
  expect(viewer.seen.at(-1)).toEqual({ state: 'attached' })
  expect(viewer.opens()).toHaveLength(1)
})

it('[T3] keeps the last screen of a shell that its server took along, and says so', async () => {
  await using viewer = await startViewer()
  await viewer.attach('half done', 9)
  viewer.say({ type: 'error', failure: { code: 'unavailable', message: 'The terminal server ended.' } })
  await vi.waitFor(() => expect(viewer.seen.at(-1)).toMatchObject({ state: 'ended', ending: { kind: 'lost' } }))
  expect(viewer.line()).toBe('half done')
})

it('stops with the reason when access was taken back', async () => {
  await using viewer = await startViewer()
  await viewer.attach('$ ', 2)
  viewer.say({ type: 'error', failure: { code: 'revoked', message: 'Your key was deleted.' } })
  viewer.drop(closeCodeOf('revoked'))
  await vi.waitFor(() =>
    expect(viewer.seen.at(-1)).toEqual({
      state: 'refused',
      failure: { code: 'revoked', message: 'Your key was deleted.' },
    }),
  )
  expect(viewer.opens()).toHaveLength(1)
})

it('[T13] tells what it draws in after each opening, and when that is another', async () => {
  await using viewer = await startViewer()
  await viewer.attach('$ ', 2)
  const told = () => viewer.frames.flatMap((frame) => (frame.type === 'colors' ? [frame.colors.background] : []))
  viewer.connection.setColors(drawnOn(1))
  await vi.waitFor(() => expect(told()).toEqual([0, 1]))
  viewer.drop()
  await vi.waitFor(() => expect(told()).toEqual([0, 1, 1]), 5_000)
})

it('[T8] forgets what the former shell has made of the colours', async () => {
  await using viewer = await startViewer()
  await viewer.attach('one', 3)
  viewer.say({ type: 'snapshot', first: true, last: true, epoch: 1, offset: 4, ...size, bytes: screenOf('same') })
  await vi.waitFor(() => expect(viewer.line()).toBe('same'))
  expect(viewer.colorResets()).toBe(0)
  viewer.say({ type: 'snapshot', first: true, last: true, epoch: 2, offset: 0, ...size, bytes: screenOf('other') })
  await vi.waitFor(() => expect(viewer.line()).toBe('other'))
  expect(viewer.colorResets()).toBe(1)
})
