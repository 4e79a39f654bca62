// One attachment: where a viewer stands in the stream, and what it is sent next. It never slows the terminal or its neighbours:
// one that falls behind the ring is shown the screen now and then, and the whole of it when the terminal is quiet again (T5).
import type { FailureBody } from '#contract/failure'
import { Failure } from '#contract/failure'
import {
  decodeViewerFrame,
  encodeServerFrame,
  MAX_OUTPUT_BYTES,
  type ServerFrame,
  type StreamPosition,
  type TerminalCaller,
  type TerminalRole,
  type TerminalSize,
  type ViewerFrame,
} from '#contract/terminal'
import { CreditWindow } from './credit-window.ts'
import type { Incarnation } from './incarnation.ts'
import type { Snapshot, SnapshotScope } from './screen-messages.ts'
import type { SizeVote } from './smallest-visible.ts'

/** Milliseconds between two screens shown to a viewer that has fallen behind: often enough to watch, and to see Ctrl-C act. */
const SCREEN_INTERVAL_MS = 50
/** Bytes by which a screen may lag for the stream to be taken up again; during a flood it lags by more. */
const CAUGHT_UP_BYTES = 65_536
/** Bytes of one snapshot frame: what a viewer parses without a pause that a person feels. */
const SNAPSHOT_SLICE_BYTES = 65_536

/** Where a viewer's bytes go. */
export type ViewerLink = {
  send: (frame: Uint8Array) => void
  /** Ends the connection after what was sent. */
  close: () => void
}

/** What a viewer may ask of its terminal. */
export type ViewerTerminal = {
  readonly incarnation: Incarnation
  readonly title: string
  /** What a viewer is told when it has seen everything and no more will come. */
  readonly ending: ServerFrame | undefined
  onInput: (bytes: Uint8Array) => void
  /** A viewer's size or visibility has changed. */
  onVote: () => void
  /** A viewer has begun or ceased to depend on the screen. */
  onDependence: () => void
}

type Standing =
  /** `open` has not come. */
  | 'unopened'
  /** A snapshot has been asked for. */
  | 'waiting'
  | 'streaming'
  /** What comes next has left the ring. */
  | 'behind'
  | 'closed'

export class Viewer {
  readonly role: TerminalRole
  readonly caller: TerminalCaller
  private readonly link: ViewerLink
  private readonly terminal: ViewerTerminal
  private readonly credit = new CreditWindow()
  private standing: Standing = 'unopened'
  private size: TerminalSize | undefined
  private visible = false
  private sent = 0
  private nextMark = 0
  /** The offset of a snapshot that the viewer has not parsed yet. */
  private unseenSnapshot: number | undefined
  private owedScrollback = false
  private ended = false
  private fallenBehind = false
  /** Counts what was shown, so that a screen that comes late finds that another was asked for meanwhile. */
  private shows = 0
  private nextScreen: NodeJS.Timeout | undefined

  constructor(terminal: ViewerTerminal, link: ViewerLink, who: { role: TerminalRole; caller: TerminalCaller }) {
    this.terminal = terminal
    this.link = link
    this.role = who.role
    this.caller = who.caller
  }

  get vote(): SizeVote | undefined {
    return this.size && { ...this.size, role: this.role, visible: this.visible }
  }

  get dependsOnScreen(): boolean {
    return this.fallenBehind
  }

  receive(message: Uint8Array): void {
    if (this.standing === 'closed') return
    const result = decodeViewerFrame(message)
    if (result.outcome === 'refused') return this.refuse(new Failure(result.code, result.reason))
    const { frame } = result
    if ((frame.type === 'open') !== (this.standing === 'unopened')) {
      return this.refuse(new Failure('bad-request', 'A viewer opens once, and before anything else.'))
    }
    this.obey(frame)
  }

  /** Says why and ends this attachment; nothing else notices (T11). */
  refuse(failure: Failure): void {
    this.tell(failure.toBody())
    this.close()
    this.link.close()
  }

  title(title: string): void {
    if (this.isOpen) this.send({ type: 'title', title })
  }

  /** The terminal has a new incarnation: what is on the viewer's screen is past. */
  restarted(): void {
    if (!this.isOpen) return
    this.ended = false
    this.depend(false)
    void this.show('screen')
  }

  /** Sends what there is and what the viewer's credit allows. */
  pump(): void {
    if (this.standing === 'behind') return this.showScreenNowAndThen()
    if (this.standing !== 'streaming') return
    const { ring } = this.terminal.incarnation
    if (!ring.holds(this.sent)) {
      this.standing = 'behind'
      this.depend(true)
      return this.showScreenNowAndThen()
    }
    for (;;) {
      const piece = ring.read(this.sent, this.nextMark, Math.min(MAX_OUTPUT_BYTES, this.credit.room(this.sent)))
      if (piece.kind === 'end') break
      if (piece.kind === 'size') {
        this.nextMark = piece.index
        this.send({ type: 'size', ...piece.size })
      } else {
        this.send({ type: 'output', offset: this.sent, bytes: piece.bytes })
        this.credit.onSent(this.sent, this.sent + piece.bytes.byteLength, performance.now())
        this.sent += piece.bytes.byteLength
      }
    }
    if (this.sent === ring.end) this.tellEnding()
  }

  close(): void {
    clearTimeout(this.nextScreen)
    this.standing = 'closed'
    this.size = undefined
    this.depend(false)
  }

  private get isOpen(): boolean {
    return this.standing !== 'unopened' && this.standing !== 'closed'
  }

  private obey(frame: ViewerFrame): void {
    switch (frame.type) {
      case 'open':
        return this.open(frame)
      case 'input':
        if (this.role === 'controller') return this.terminal.onInput(frame.bytes)
        return this.tell({ code: 'forbidden', message: 'You observe this terminal: what you type is not sent.' })
      case 'resize':
        if (this.role !== 'controller') {
          return this.tell({ code: 'forbidden', message: 'You observe this terminal: its size is not yours to set.' })
        }
        this.size = { cols: frame.cols, rows: frame.rows }
        return this.terminal.onVote()
      case 'visibility':
        this.visible = frame.visible
        return this.terminal.onVote()
      case 'control':
        return
      case 'ack':
        return this.acknowledge(frame.offset)
      default:
        return frame satisfies never
    }
  }

  private open({ cols, rows, visible, resume }: Extract<ViewerFrame, { type: 'open' }>): void {
    this.size = { cols, rows }
    this.visible = visible
    const { incarnation, title } = this.terminal
    const { epoch, ring } = incarnation
    const exact = resume !== undefined && resume.epoch === epoch && ring.holds(resume.offset)
    const position: StreamPosition = { epoch, offset: exact ? resume.offset : ring.end }
    this.send({ type: 'attached', role: this.role, ...position, ...ring.sizeAt(position.offset) })
    this.send({ type: 'title', title })
    // The size is decided before a screen is shown, so that the first one is already right.
    this.standing = 'waiting'
    this.terminal.onVote()
    if (exact) this.stream(position.offset)
    else void this.show('screen')
  }

  private acknowledge(offset: number): void {
    this.credit.onAck(Math.min(offset, this.sent), performance.now())
    if (this.unseenSnapshot !== undefined && offset >= this.unseenSnapshot) {
      this.unseenSnapshot = undefined
      if (this.owedScrollback && this.standing === 'streaming') return void this.show('full')
    }
    this.pump()
  }

  private stream(offset: number): void {
    this.sent = offset
    this.nextMark = this.terminal.incarnation.ring.markFrom(offset)
    this.credit.restart(offset)
    this.standing = 'streaming'
    this.depend(false)
    this.pump()
  }

  private showScreenNowAndThen(): void {
    if (this.nextScreen !== undefined || this.unseenSnapshot !== undefined) return
    void this.show('screen')
  }

  private async show(scope: SnapshotScope): Promise<void> {
    this.standing = 'waiting'
    this.shows += 1
    const turn = this.shows
    const { incarnation } = this.terminal
    const snapshot = (await incarnation.snapshot(scope)) ?? blankAt(incarnation)
    if (this.standing !== 'waiting' || turn !== this.shows) return
    this.sendSnapshot(incarnation.epoch, snapshot)
    this.owedScrollback = snapshot.linesAbove > 0
    const { ring } = incarnation
    // During a flood the stream would only be lost again: the next screen comes instead.
    const lag = ring.end - snapshot.offset
    if (ring.holds(snapshot.offset) && (!this.fallenBehind || lag <= CAUGHT_UP_BYTES))
      return this.stream(snapshot.offset)
    this.standing = 'behind'
    this.depend(true)
    this.nextScreen = setTimeout(() => {
      this.nextScreen = undefined
      this.pump()
    }, SCREEN_INTERVAL_MS)
  }

  private sendSnapshot(epoch: number, { offset, cols, rows, bytes }: Snapshot): void {
    for (let at = 0; at === 0 || at < bytes.byteLength; at += SNAPSHOT_SLICE_BYTES) {
      const slice = bytes.subarray(at, at + SNAPSHOT_SLICE_BYTES)
      const last = at + SNAPSHOT_SLICE_BYTES >= bytes.byteLength
      this.send({ type: 'snapshot', first: at === 0, last, epoch, offset, cols, rows, bytes: slice })
    }
    this.unseenSnapshot = offset
  }

  private tellEnding(): void {
    const { ending } = this.terminal
    if (!ending || this.ended) return
    this.ended = true
    this.send(ending)
  }

  private depend(fallenBehind: boolean): void {
    if (fallenBehind === this.fallenBehind) return
    this.fallenBehind = fallenBehind
    this.terminal.onDependence()
  }

  private tell(failure: FailureBody): void {
    this.send({ type: 'error', failure })
  }

  private send(frame: ServerFrame): void {
    this.link.send(encodeServerFrame(frame))
  }
}

/** Without a screen to read, a viewer starts empty at the oldest byte that is kept. */
function blankAt({ ring }: Incarnation): Snapshot {
  const bytes = new TextEncoder().encode('\x18\x1bc')
  return { offset: ring.start, bytes, linesAbove: 0, ...ring.sizeAt(ring.start) }
}
