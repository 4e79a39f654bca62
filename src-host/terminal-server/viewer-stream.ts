// Where a viewer stands in the stream, and what of it comes next. It never slows the terminal or its neighbours: one that falls
// behind the ring is shown the screen now and then, and the whole of it when the terminal is quiet again (T5).
import { MAX_OUTPUT_BYTES, type ServerFrame } from '#contract/terminal'
import { CreditWindow } from './credit-window.ts'
import type { Incarnation } from './incarnation.ts'
import type { Snapshot, SnapshotScope } from './screen-messages.ts'
import { snapshotFrames } from './snapshot-frames.ts'

/** Milliseconds between two screens shown to a viewer that has fallen behind: often enough to watch, and to see Ctrl-C act. */
const SCREEN_INTERVAL_MS = 50
/** Bytes by which a screen may lag for the stream to be taken up again; during a flood it lags by more. */
const CAUGHT_UP_BYTES = 65_536

/** Bytes that may wait for somebody who types, besides those on their way: parsed in some 10 ms. */
const TYPING_LAG_BYTES = 131_072

/** What a stream must know of its terminal. */
export type StreamSource = {
  readonly incarnation: Incarnation
  /** What a viewer is told when it has seen everything and no more will come. */
  readonly ending: ServerFrame | undefined
}

type Standing =
  /** Nothing was asked for, or nothing is wanted any more. */
  | 'idle'
  /** A snapshot has been asked for. */
  | 'waiting'
  | 'streaming'
  /** What comes next has left the ring. */
  | 'behind'

export class ViewerStream {
  private readonly source: StreamSource
  private readonly send: (frame: ServerFrame) => void
  private readonly credit = new CreditWindow()
  private standing: Standing = 'idle'
  private sent = 0
  private nextMark = 0
  /** The offset of a snapshot that the viewer has not parsed yet. */
  private unseenSnapshot: number | undefined
  private owedScrollback = false
  /** Whether more could be sent than the viewer's credit allows. */
  private heldByCredit = false
  private endingTold = false
  private fallenBehind = false
  /** Counts what was shown, so that a screen that comes late finds that another was asked for meanwhile. */
  private shows = 0
  private nextScreen: NodeJS.Timeout | undefined

  constructor(source: StreamSource, send: (frame: ServerFrame) => void) {
    this.source = source
    this.send = send
  }

  /** Whether it is shown the screen, or may be soon: more than a frame waits for it beside what is on its way. */
  get dependsOnScreen(): boolean {
    if (this.standing !== 'streaming') return this.standing !== 'idle'
    return this.heldByCredit && this.waitingBytes > MAX_OUTPUT_BYTES
  }

  /** Bytes that it is still to be sent. */
  private get waitingBytes(): number {
    return this.source.incarnation.ring.end - this.sent
  }

  /** After a burst the screen may be further behind than the viewer: then what it has is the newest that there is. */
  private get screenIsNewer(): boolean {
    return this.source.incarnation.screenBacklog < this.waitingBytes
  }

  /** What comes next for it, if every byte is to be sent; undefined when none of it is waited for. */
  get next(): number | undefined {
    return this.standing === 'streaming' ? this.sent : undefined
  }

  /** Whoever types wants to see what comes of it: old output is not waited for. */
  typed(): void {
    if (this.standing === 'streaming' && this.waitingBytes > TYPING_LAG_BYTES && this.screenIsNewer) this.fallBehind()
  }

  /** Sends what follows `offset`, which the ring holds. */
  resume(offset: number): void {
    this.sent = offset
    this.nextMark = this.source.incarnation.ring.markFrom(offset)
    this.credit.restart(offset)
    this.standing = 'streaming'
    this.fallenBehind = false
    this.pump()
  }

  /** Shows the screen, and then what follows it. */
  begin(): void {
    void this.show('screen')
  }

  /** The terminal has a new incarnation: what is on the viewer's screen is past. */
  restarted(): void {
    this.endingTold = false
    this.fallenBehind = false
    this.begin()
  }

  /** Sends what there is and what the viewer's credit allows. */
  pump(): void {
    if (this.standing === 'behind') return this.showScreenNowAndThen()
    if (this.standing !== 'streaming') return
    const { ring } = this.source.incarnation
    const isTooFar = this.credit.isTooFarFrom(ring.end) && this.screenIsNewer
    if (isTooFar || !ring.holds(this.sent)) return this.fallBehind()
    while (this.sendPiece()) {}
    this.heldByCredit = this.credit.room(this.sent) <= 0
    if (this.sent === ring.end) this.tellEnding()
    this.showOwedScrollback()
  }

  /** The screen shows all that was written: whoever waits for it is shown it. What is streamed goes with its batch. */
  screenCaughtUp(): void {
    if (this.standing === 'streaming') this.showOwedScrollback()
    else this.pump()
  }

  acknowledge(offset: number): void {
    this.credit.onAck(Math.min(offset, this.sent), performance.now())
    // What is not held back goes with its batch.
    const paintedScreen = this.unseenSnapshot !== undefined && offset >= this.unseenSnapshot
    if (paintedScreen) this.unseenSnapshot = undefined
    if (!this.heldByCredit && !paintedScreen) return
    this.pump()
    this.source.incarnation.ease()
  }

  close(): void {
    clearTimeout(this.nextScreen)
    this.standing = 'idle'
  }

  private fallBehind(): void {
    this.standing = 'behind'
    this.fallenBehind = true
    this.showScreenNowAndThen()
  }

  private sendPiece(): boolean {
    const { ring } = this.source.incarnation
    const piece = ring.read(this.sent, this.nextMark, Math.min(MAX_OUTPUT_BYTES, this.credit.room(this.sent)))
    switch (piece.kind) {
      case 'end':
        return false
      case 'size':
        this.nextMark = piece.next
        this.send({ type: 'size', ...piece.size })
        return true
      case 'mark':
        this.nextMark = piece.next
        this.send({ type: 'mark', mark: piece.mark })
        return true
      case 'bytes':
        this.send({ type: 'output', offset: this.sent, bytes: piece.bytes })
        this.credit.onSent(this.sent, this.sent + piece.bytes.byteLength, performance.now())
        this.sent += piece.bytes.byteLength
        return true
      default:
        return piece satisfies never
    }
  }

  private showScreenNowAndThen(): void {
    if (this.nextScreen !== undefined || this.unseenSnapshot !== undefined) return
    void this.show('screen')
  }

  /** When the viewer has painted the screen, and no flood would make it wait for what it is about to see. */
  private showOwedScrollback(): void {
    if (!this.owedScrollback || this.unseenSnapshot !== undefined) return
    if (this.source.incarnation.screenBacklog <= CAUGHT_UP_BYTES) void this.show('full')
  }

  private async show(scope: SnapshotScope): Promise<void> {
    this.standing = 'waiting'
    this.shows += 1
    const turn = this.shows
    const { incarnation } = this.source
    const snapshot = (await incarnation.snapshot(scope)) ?? blankAt(incarnation)
    if (this.standing !== 'waiting' || turn !== this.shows) return
    for (const frame of snapshotFrames(incarnation.epoch, snapshot)) this.send(frame)
    this.unseenSnapshot = snapshot.offset
    this.owedScrollback = snapshot.linesAbove > 0
    const { ring } = incarnation
    // During a flood the stream would only be lost again: the next screen comes instead.
    const lag = ring.end - snapshot.offset
    if (ring.holds(snapshot.offset) && (!this.fallenBehind || lag <= CAUGHT_UP_BYTES)) {
      return this.resume(snapshot.offset)
    }
    this.standing = 'behind'
    this.fallenBehind = true
    this.nextScreen = setTimeout(() => {
      this.nextScreen = undefined
      this.pump()
    }, SCREEN_INTERVAL_MS)
  }

  private tellEnding(): void {
    const { ending } = this.source
    if (!ending || this.endingTold) return
    this.endingTold = true
    this.send(ending)
  }
}

/** Without a screen to read, a viewer starts empty at the oldest byte that is kept. */
function blankAt({ ring }: Incarnation): Snapshot {
  const bytes = new TextEncoder().encode('\x18\x1bc')
  return { offset: ring.start, bytes, marks: [], linesAbove: 0, ...ring.sizeAt(ring.start) }
}
