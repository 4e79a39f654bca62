// The worker that keeps every terminal's screen: one headless xterm each, beside the stream, so that parsing never delays a byte.
import { constants, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import headless, { type Terminal } from '@xterm/headless'
import { collectParts } from './collect-parts.ts'
import { followDirectory } from './follow-directory.ts'
import { ScreenColors } from './screen-colors.ts'
import { ScreenMarks } from './screen-marks.ts'
import type { FromScreens, ScreenBounds, ScreenId, SnapshotScope, ToScreens } from './screen-messages.ts'
import { SequenceBoundary } from './sequence-boundary.ts'
import type { Part } from './serialize-buffer.ts'
import { serializeScreen } from './serialize-screen.ts'

type Screen = {
  terminal: Terminal
  boundary: SequenceBoundary
  marks: ScreenMarks
  colors: ScreenColors
  /** Bytes that have come and are not parsed yet. */
  pending: number
  /** What has come while a snapshot is being taken; undefined at other times. */
  held: ToScreens[] | undefined
  /** Whether what is written comes again, and was answered before. */
  isReplay: boolean
}

/** Bytes that are parsed before a snapshot is taken, which takes a few milliseconds; a flood is not waited for. */
const WORTH_WAITING_BYTES = 65_536
/** Milliseconds of one slice of a snapshot: what nobody who types elsewhere feels. */
const SLICE_MS = 5
const AT_ONCE = Number.POSITIVE_INFINITY

// Given by the server, and not imported: what the contract brings with it would cost this isolate some ten megabytes.
const bounds: ScreenBounds = workerData
const screens = new Map<ScreenId, Screen>()

const tell = (message: FromScreens): void => parentPort?.postMessage(message)

function create({ screen, offset, cols, rows, isReplay, colors }: Extract<ToScreens, { type: 'create' }>): void {
  const terminal = new headless.Terminal({
    cols,
    rows,
    scrollback: bounds.scrollbackLines,
    allowProposedApi: true,
    // Whatever a program prints is no error of ours, and the server's log is no place for it.
    logLevel: 'off',
    // Its size in cells, which is no secret: else programs behind a connection that tells them no size have none.
    windowOptions: { getWinSizeChars: true },
  })
  const answer = (text: string) => {
    if (!known.isReplay) tell({ type: 'answer', screen, text })
  }
  const known: Screen = {
    terminal,
    boundary: new SequenceBoundary(offset),
    marks: new ScreenMarks(terminal),
    colors: new ScreenColors(terminal, colors, answer),
    pending: 0,
    held: undefined,
    isReplay,
  }
  terminal.onData(answer)
  terminal.onTitleChange((title) => tell({ type: 'title', screen, title: cutTitle(title) }))
  followDirectory(terminal, (path) => tell({ type: 'directory', screen, path }))
  screens.set(screen, known)
}

function write(known: Screen, screen: ScreenId, bytes: Uint8Array): void {
  known.pending += bytes.byteLength
  known.terminal.write(bytes, () => {
    known.pending -= bytes.byteLength
    known.boundary.push(bytes)
    tell({ type: 'parsed', screen, bytes: bytes.byteLength })
  })
}

type SnapshotRequest = Extract<ToScreens, { type: 'snapshot' }>

/**
 * During a flood at once, of what has been parsed by now. Else in slices, so that the screens of other terminals go on beside it;
 * this one stands still meanwhile, and takes up then what has come.
 */
function takeSnapshot(known: Screen, request: SnapshotRequest): void {
  if (known.pending > WORTH_WAITING_BYTES) return void serialize(known, request, AT_ONCE)
  known.held = []
  const begin = () => void serialize(known, request, SLICE_MS).then(() => release(known))
  if (known.pending === 0) begin()
  else known.terminal.write('', begin)
}

async function serialize(known: Screen, { screen, request, scope }: SnapshotRequest, sliceMs: number): Promise<void> {
  const { terminal, boundary } = known
  const { cols, rows } = terminal
  const offset = boundary.safe
  const linesAbove = scope === 'full' ? 0 : terminal.buffer.normal.length - rows
  const collected = await collectParts(serialized(known, scope), sliceMs)
  tell({ type: 'snapshot', screen, request, snapshot: { offset, cols, rows, linesAbove, ...collected } })
}

function* serialized({ terminal, marks, colors }: Screen, scope: SnapshotScope): Generator<Part> {
  yield colors.again
  yield* serializeScreen(terminal, scope, marks.placed())
}

function release(known: Screen): void {
  const held = known.held ?? []
  known.held = undefined
  for (const message of held) receive(message)
}

function receive(message: ToScreens): void {
  if (message.type === 'create') return create(message)
  const known = screens.get(message.screen)
  if (!known) return
  if (known.held) {
    // It stands still: whoever only wants to see it need not wait for the scrollback of somebody else.
    if (message.type === 'snapshot' && message.scope === 'screen') return void serialize(known, message, AT_ONCE)
    if (message.type !== 'dispose') return void known.held.push(message)
  }
  switch (message.type) {
    case 'write':
      return write(known, message.screen, message.bytes)
    case 'resize':
      // In its turn: what was written before is still for the former size.
      return known.terminal.write('', () => known.terminal.resize(message.cols, message.rows))
    case 'replayed':
      return known.terminal.write('', () => {
        known.isReplay = false
      })
    case 'mark':
      return known.terminal.write('', () => known.marks.add(message.mark))
    case 'colors':
      return known.terminal.write('', () => {
        known.colors.drawn = message.colors
      })
    case 'snapshot':
      return takeSnapshot(known, message)
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

// The stream and whoever is shown it go first. On Linux this thread alone can say so; elsewhere it would be said of the whole process.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL)
parentPort?.on('message', receive)
