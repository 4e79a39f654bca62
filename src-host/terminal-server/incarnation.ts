// One life of a terminal: a shell on a PTY, the ring of its last bytes and its screen. A restart begins the next one.
import { MAX_OUTPUT_BYTES, type TerminalColors, type TerminalSize } from '#contract/terminal'
import { CommandScanner } from './command-scanner.ts'
import { type Exit, type Pty, type PtyRequest, startPty } from './pty.ts'
import { Ring } from './ring.ts'
import { releaseAt } from './screen-backlog.ts'
import type { Snapshot, SnapshotScope } from './screen-messages.ts'
import type { Screen, Screens } from './screens.ts'

export type IncarnationEvents = {
  /** The oldest byte that some viewer still waits for. */
  neededFrom: () => number
  /** Whether some viewer is shown the screen, or may be soon. */
  isWatched: () => boolean
  onOutput: (bytes: number) => void
  /** The screen shows all that was written. */
  onCaughtUp: () => void
  /** After the last byte. */
  onExit: (exit: Exit) => void
  onTitle: (title: string) => void
  onDirectory: (path: string) => void
}

export type Appearance = { readonly size: TerminalSize; readonly colors: TerminalColors }

export class Incarnation {
  readonly epoch: number
  readonly ring: Ring
  private readonly scanner = new CommandScanner()
  private readonly screen: Screen
  private readonly events: IncarnationEvents
  private pty: Pty | undefined

  /** `epoch` is greater than any earlier one of the same terminal. */
  constructor(epoch: number, { size, colors }: Appearance, screens: Screens, events: IncarnationEvents) {
    this.epoch = epoch
    this.ring = new Ring(size)
    this.events = events
    this.screen = screens.create(size, colors, {
      mayWait: () => !events.isWatched(),
      onLost: () => this.refillScreen(),
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

  /** Whether it does already: then it prints too little to be taken for a flood. */
  get givesWay(): boolean {
    return this.pty?.givesWay() ?? false
  }

  /** Lets others go first for a while. */
  giveWay(): void {
    this.pty?.giveWay()
  }

  resize(size: TerminalSize): void {
    this.ring.resize(size)
    this.screen.resize(size)
    this.pty?.resize(size)
  }

  setColors(colors: TerminalColors): void {
    this.screen.setColors(colors)
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
    if (this.screen.backlog > this.maxBacklog) this.pty?.brake()
    this.events.onOutput(bytes.byteLength)
  }

  private append(bytes: Uint8Array): void {
    if (bytes.byteLength === 0) return
    this.screen.write(this.ring.append(bytes, this.events.neededFrom()))
  }

  /** With what is still known. Older lines are gone, and what was cut at the ring's beginning is shown as it is. */
  private refillScreen(): void {
    const { ring, screen } = this
    screen.begin(ring.start, ring.sizeAt(ring.start))
    let offset = ring.start
    let next = ring.markFrom(offset)
    for (
      let piece = ring.read(offset, next, MAX_OUTPUT_BYTES);
      piece.kind !== 'end';
      piece = ring.read(offset, next, MAX_OUTPUT_BYTES)
    ) {
      if (piece.kind === 'bytes') {
        screen.write(piece.bytes)
        offset += piece.bytes.byteLength
      } else {
        next = piece.next
        if (piece.kind === 'size') screen.resize(piece.size)
        else screen.mark(piece.mark)
      }
    }
    screen.complete()
  }

  /** The screen has caught up by some, or a viewer has: the shell may go on. */
  ease(): void {
    if (this.screen.backlog <= releaseAt(this.maxBacklog)) this.pty?.release()
  }

  private onParsed(): void {
    this.ease()
    if (this.screen.backlog === 0) this.events.onCaughtUp()
  }

  private get maxBacklog(): number {
    return this.screen.maxBacklog(this.events.isWatched())
  }
}
