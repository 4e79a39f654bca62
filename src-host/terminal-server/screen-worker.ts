// The worker that keeps every terminal's screen: one headless xterm each, beside the stream, so that parsing never delays a byte.
import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import headless, { type Terminal } from '@xterm/headless'
import { answerColorQueries } from './color-queries.ts'
import type { FromScreens, ScreenBounds, ScreenId, ToScreens } from './screen-messages.ts'
import { SequenceBoundary } from './sequence-boundary.ts'
import { serializeScreen } from './serialize-screen.ts'

type Screen = {
  terminal: Terminal
  boundary: SequenceBoundary
  /** Bytes that have come and are not parsed yet. */
  pending: number
}

/** Bytes that are parsed before a snapshot is taken, which takes a few milliseconds; a flood is not waited for. */
const WORTH_WAITING_BYTES = 65_536

// Given by the server, and not imported: what the contract brings with it would cost this isolate some ten megabytes.
const bounds: ScreenBounds = workerData
const screens = new Map<ScreenId, Screen>()

const tell = (message: FromScreens): void => parentPort?.postMessage(message)

function create({ screen, offset, cols, rows }: Extract<ToScreens, { type: 'create' }>): void {
  const terminal = new headless.Terminal({
    cols,
    rows,
    scrollback: bounds.scrollbackLines,
    allowProposedApi: true,
    // Whatever a program prints is no error of ours, and the server's log is no place for it.
    logLevel: 'off',
  })
  const answer = (text: string) => tell({ type: 'answer', screen, text })
  terminal.onData(answer)
  answerColorQueries(terminal, answer)
  terminal.onTitleChange((title) => tell({ type: 'title', screen, title: cutTitle(title) }))
  terminal.parser.registerOscHandler(7, (url) => {
    const path = folderOf(url)
    if (path) tell({ type: 'directory', screen, path })
    return true
  })
  screens.set(screen, { terminal, boundary: new SequenceBoundary(offset), pending: 0 })
}

function write(known: Screen, screen: ScreenId, bytes: Uint8Array): void {
  known.pending += bytes.byteLength
  known.terminal.write(bytes, () => {
    known.pending -= bytes.byteLength
    known.boundary.push(bytes)
    tell({ type: 'parsed', screen, bytes: bytes.byteLength })
  })
}

function snapshot(
  { terminal, boundary }: Screen,
  { screen, request, scope }: Extract<ToScreens, { type: 'snapshot' }>,
): void {
  const bytes = new TextEncoder().encode(serializeScreen(terminal, scope))
  const { cols, rows } = terminal
  const linesAbove = scope === 'full' ? 0 : terminal.buffer.normal.length - rows
  tell({ type: 'snapshot', screen, request, snapshot: { offset: boundary.safe, cols, rows, bytes, linesAbove } })
}

function receive(message: ToScreens): void {
  if (message.type === 'create') return create(message)
  const known = screens.get(message.screen)
  if (!known) return
  switch (message.type) {
    case 'write':
      return write(known, message.screen, message.bytes)
    case 'resize':
      // In its turn: what was written before is still for the former size.
      return known.terminal.write('', () => known.terminal.resize(message.cols, message.rows))
    case 'snapshot':
      if (known.pending === 0 || known.pending > WORTH_WAITING_BYTES) return snapshot(known, message)
      return known.terminal.write('', () => snapshot(known, message))
    case 'dispose':
      known.terminal.dispose()
      screens.delete(message.screen)
      return
    default:
      return message satisfies never
  }
}

/** Whole characters within the bound of a title frame. */
function cutTitle(title: string): string {
  const bytes = new TextEncoder().encode(title)
  if (bytes.byteLength <= bounds.titleBytes) return title
  return new TextDecoder().decode(bytes.subarray(0, bounds.titleBytes), { stream: true })
}

function folderOf(url: string): string | undefined {
  try {
    const { protocol, pathname } = new URL(url)
    return protocol === 'file:' ? fileURLToPath(`file://${pathname}`) : undefined
  } catch {
    return undefined
  }
}

parentPort?.on('message', receive)
