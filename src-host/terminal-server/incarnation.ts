// One life of a terminal: a shell on a PTY, the ring of its last bytes and its screen. A restart begins the next one.
import type { TerminalSize } from '#contract/terminal'
import { CommandScanner } from './command-scanner.ts'
import { type Exit, type Pty, type PtyRequest, startPty } from './pty.ts'
import { Ring } from './ring.ts'
import type { Snapshot, SnapshotScope } from './screen-messages.ts'
import type { Screen, Screens } from './screens.ts'

/** Bytes that the screen may be behind the stream before the PTY is slowed, and when it goes on. */
type Backlog = { high: number; low: number }

/** All viewers keep up and nobody waits for the screen: a burst passes at full speed. */
const BACKLOG_FREE: Backlog = { high: 33_554_432, low: 8_388_608 }
/** A viewer has fallen behind and is shown the screen: what it is shown should be at most some 40 ms old. */
const BACKLOG_WATCHED: Backlog = { high: 524_288, low: 131_072 }

export type IncarnationEvents = {
  onOutput: (bytes: number) => void
  /** The screen shows all that was written. */
  onCaughtUp: () => void
  /** After the last byte. */
  onExit: (exit: Exit) => void
  onTitle: (title: string) => void
  onDirectory: (path: string) => void
}

export class Incarnation {
  readonly epoch: number
  readonly ring: Ring
  /** Whether some viewer depends on the screen now. */
  screenIsWatched = false
  private readonly scanner = new CommandScanner()
  private readonly screen: Screen
  private readonly events: IncarnationEvents
  private pty: Pty | undefined

  /** `epoch` is greater than any earlier one of the same terminal. */
  constructor(epoch: number, size: TerminalSize, screens: Screens, events: IncarnationEvents) {
    this.epoch = epoch
    this.ring = new Ring(size)
    this.events = events
    this.screen = screens.create(size, {
      onParsed: () => this.onParsed(),
      onAnswer: (text) => this.pty?.write(Buffer.from(text, 'latin1')),
      onTitle: events.onTitle,
      onDirectory: events.onDirectory,
    })
  }

  async start(request: PtyRequest): Promise<void> {
    this.pty = await startPty(request, {
      onData: (bytes) => this.take(bytes),
      onExit: (exit) => {
        this.pty = undefined
        this.events.onExit(exit)
      },
    })
  }

  /** Shows bytes that no shell has written now: the last screen of a terminal that was lost. */
  recall(bytes: Uint8Array): void {
    if (bytes.byteLength > 0) this.take(bytes)
  }

  input(bytes: Uint8Array): void {
    this.pty?.write(bytes)
  }

  resize(size: TerminalSize): void {
    this.ring.resize(size)
    this.screen.resize(size)
    this.pty?.resize(size)
  }

  snapshot(scope: SnapshotScope): Promise<Snapshot | undefined> {
    return this.screen.snapshot(scope)
  }

  /** Bytes by which the screen is behind the stream. */
  get screenBacklog(): number {
    return this.screen.backlog
  }

  /** Ends the shell and forgets the screen. Resolves when the shell has gone. */
  async dispose(): Promise<void> {
    this.screen.dispose()
    await this.pty?.end()
  }

  private take(bytes: Uint8Array): void {
    let from = 0
    for (const { at, mark } of this.scanner.push(bytes, Date.now())) {
      this.append(bytes.subarray(from, at))
      this.ring.mark(mark)
      this.screen.mark(mark)
      from = at
    }
    this.append(from === 0 ? bytes : bytes.subarray(from))
    if (this.screen.backlog > this.backlog.high) this.pty?.brake()
    this.events.onOutput(bytes.byteLength)
  }

  private append(bytes: Uint8Array): void {
    if (bytes.byteLength === 0) return
    this.ring.append(bytes)
    this.screen.write(bytes)
  }

  private onParsed(): void {
    const { backlog } = this.screen
    if (backlog <= this.backlog.low) this.pty?.release()
    if (backlog === 0) this.events.onCaughtUp()
  }

  private get backlog(): Backlog {
    return this.screenIsWatched ? BACKLOG_WATCHED : BACKLOG_FREE
  }
}
