// A viewer in a browser: xterm.js as the window has it, fed by the protocol, or by a plain loop over the same bytes.
import '@xterm/xterm/css/xterm.css'
import { Terminal } from '@xterm/xterm'
import { decodeServerFrame, encodeViewerFrame, type ServerFrame, type ViewerFrame } from '#contract/terminal'

/** Bytes that the plain loop gives to xterm at once. */
const CHUNK_BYTES = 65_536
const utf8 = new TextEncoder()

const element = document.querySelector<HTMLElement>('#terminal')
if (!element) throw new Error('The page has no place for a terminal.')
const terminal = new Terminal({ cols: 80, rows: 24, scrollback: 5_000, allowProposedApi: true })
terminal.open(element)

let socket: WebSocket | undefined
const send = (frame: ViewerFrame) => socket?.send(encodeViewerFrame(frame))

function attach(address: string): Promise<void> {
  const opened = Promise.withResolvers<void>()
  const connection = new WebSocket(address)
  socket = connection
  connection.binaryType = 'arraybuffer'
  connection.onopen = () => send({ type: 'open', cols: 80, rows: 24, visible: true })
  connection.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
    const result = decodeServerFrame(new Uint8Array(data))
    if (result.outcome === 'frame') obey(result.frame, opened.resolve)
  }
  return opened.promise
}

function obey(frame: ServerFrame, shown: () => void): void {
  if (frame.type === 'output') {
    const end = frame.offset + frame.bytes.byteLength
    terminal.write(frame.bytes, () => send({ type: 'ack', offset: end }))
  } else if (frame.type === 'snapshot') {
    terminal.write(frame.bytes, () => {
      if (!frame.last) return
      send({ type: 'ack', offset: frame.offset })
      shown()
    })
  }
}

function screenText(): string {
  const { active } = terminal.buffer
  return Array.from({ length: terminal.rows }, (_, row) =>
    active.getLine(active.baseY + row)?.translateToString(true),
  ).join('\n')
}

/** Types, and resolves with the milliseconds until the screen shows the text. */
function typeUntil(text: string, shown: string): Promise<number> {
  const start = performance.now()
  send({ type: 'input', bytes: utf8.encode(text) })
  return new Promise((resolve) => {
    const listener = terminal.onWriteParsed(() => {
      if (!screenText().includes(shown)) return
      listener.dispose()
      resolve(performance.now() - start)
    })
  })
}

/** What `term.write` alone does with bytes that are all there: each chunk is given before the one in front of it is parsed. */
async function writeAddress(address: string): Promise<{ bytes: number; milliseconds: number }> {
  const content = new Uint8Array(await (await fetch(address)).arrayBuffer())
  const start = performance.now()
  let waiting: Promise<void> = Promise.resolve()
  for (let at = 0; at < content.byteLength; at += CHUNK_BYTES) {
    const before = waiting
    waiting = new Promise((resolve) => terminal.write(content.subarray(at, at + CHUNK_BYTES), resolve))
    await before
  }
  await waiting
  return { bytes: content.byteLength, milliseconds: performance.now() - start }
}

Object.assign(window, { attach, typeUntil, writeAddress, leave: () => socket?.close() })
