// One terminal: its name and size, the incarnation that lives now, and whoever looks at it.
import { Failure } from '#contract/failure'
import type { TerminalSummary } from '#contract/host'
import {
  MAX_DIRECTORY_BYTES,
  type ServerFrame,
  type TerminalCaller,
  type TerminalColors,
  type TerminalRole,
  type TerminalSize,
} from '#contract/terminal'
import { Audience, type Fact } from './audience.ts'
import { Flow } from './flow.ts'
import { Incarnation } from './incarnation.ts'
import { OutputPacer } from './output-pacer.ts'
import type { PtyRequest } from './pty.ts'
import type { Recordings } from './recordings.ts'
import type { TerminalRecord } from './records.ts'
import type { Screens } from './screens.ts'
import { TerminalRecording } from './terminal-recording.ts'
import type { Viewer, ViewerLink } from './viewer.ts'

export type TerminalEvents = {
  /** Something in its summary is another. */
  onChange: () => void
  /** Somebody types. */
  onInput: () => void
  /** Its screen is another. */
  onOutput: () => void
  /** Somebody who controls it draws in these. */
  onColors: (colors: TerminalColors) => void
}

type Parts = {
  recordings: Recordings
  summary: TerminalSummary
  epoch: number
  /** What it is drawn in until a controller tells. */
  colors: TerminalColors
  screens: Screens
  events: TerminalEvents
}

export class Terminal {
  private current: TerminalSummary
  private colors: TerminalColors
  private incarnation: Incarnation
  private readonly screens: Screens
  private readonly events: TerminalEvents
  private readonly audience: Audience
  private readonly pacer = new OutputPacer(() => this.pump())
  private readonly flow = new Flow()
  private readonly recording: TerminalRecording

  private constructor({ summary, epoch, colors, screens, recordings, events }: Parts) {
    this.current = summary
    this.colors = colors
    this.screens = screens
    this.recording = new TerminalRecording(recordings, (recording) => this.change({ recording }, 'recording'))
    this.events = events
    this.incarnation = this.incarnate(epoch)
    this.audience = this.gather()
  }

  static async open(parts: Omit<Parts, 'epoch'>, request: PtyRequest): Promise<Terminal> {
    const terminal = new Terminal({ ...parts, epoch: Date.now() })
    await terminal.start(request)
    return terminal
  }

  /** A terminal of which only its last screen is left. */
  static recall(
    parts: Omit<Parts, 'summary' | 'epoch'>,
    { summary, epoch }: TerminalRecord,
    screen: Uint8Array,
  ): Terminal {
    const state: TerminalSummary['state'] =
      summary.state.state === 'running' ? { state: 'lost', at: Date.now() } : summary.state
    const ended: TerminalSummary = { ...summary, state, recording: null }
    const terminal = new Terminal({ ...parts, summary: ended, epoch: epoch + 1 })
    terminal.incarnation.recall(screen)
    return terminal
  }

  get summary(): TerminalSummary {
    return this.current
  }

  get record(): TerminalRecord {
    return { summary: this.current, epoch: this.incarnation.epoch }
  }

  get isRunning(): boolean {
    return this.current.state.state === 'running'
  }

  get viewerCount(): number {
    return this.audience.count
  }

  attach(link: ViewerLink, who: { role: TerminalRole; caller: TerminalCaller }): Viewer {
    return this.audience.admit(link, who)
  }

  detach(viewer: Viewer): void {
    this.audience.dismiss(viewer)
  }

  /** Somebody types elsewhere: a flood lets what comes of it go first. */
  giveWay(): void {
    if (this.incarnation.givesWay || this.flow.isFlood(performance.now())) this.incarnation.giveWay()
  }

  /** Null for no name: the program's title is shown again. */
  rename(name: string | null): void {
    this.change({ name }, 'name')
  }

  async setRecording(on: boolean): Promise<void> {
    if (!on) return this.recording.stop()
    if (!this.isRunning) {
      throw new Failure('conflict', 'There is nothing to record: the shell of this terminal has ended.')
    }
    await this.recording.start(this.incarnation, this.current)
  }

  /** A new shell in the same place. Fails, and leaves everything as it is, when the shell cannot be started. */
  async restart(request: PtyRequest): Promise<void> {
    const former = this.incarnation
    this.incarnation = this.incarnate(Math.max(Date.now(), former.epoch + 1))
    try {
      await this.start(request)
    } catch (error) {
      void this.incarnation.dispose()
      this.incarnation = former
      throw error
    }
    void former.dispose()
    this.change({ title: titleOf(request.shell), state: { state: 'running' } }, 'title')
    this.audience.restarted()
  }

  async lastScreen(): Promise<Uint8Array | undefined> {
    return (await this.incarnation.snapshot('screen'))?.bytes
  }

  /** Ends the shell and everybody's view of it. Resolves when the shell has gone. */
  close(): Promise<void> {
    this.pacer.close()
    void this.recording.stop()
    this.audience.dismissAll(new Failure('terminal-not-found', 'This terminal was closed.'))
    return this.incarnation.dispose()
  }

  /** The exit frame, or why there is none. */
  private get ending(): ServerFrame | undefined {
    const { state } = this.current
    if (state.state === 'exited') return { type: 'exit', code: state.code, signal: state.signal }
    if (state.state === 'running') return undefined
    const message = 'The terminal server ended unexpectedly, and the shell with it. This is its last screen.'
    return { type: 'error', failure: { code: 'unavailable', message } }
  }

  private incarnate(epoch: number): Incarnation {
    const own = () => this.incarnation === incarnation
    const incarnation: Incarnation = new Incarnation(epoch, { size: this.current, colors: this.colors }, this.screens, {
      neededFrom: () => this.audience.neededFrom,
      isWatched: () => this.audience.dependsOnScreen,
      onOutput: (bytes) => {
        if (!own()) return
        this.flow.push(bytes, performance.now())
        this.pacer.push(bytes)
        this.events.onOutput()
      },
      onCaughtUp: () => {
        if (own()) this.audience.screenCaughtUp()
      },
      onExit: ({ code, signal }) => {
        if (!own()) return
        this.change({ state: { state: 'exited', code, signal, at: Date.now() } })
        this.recording.exited(code)
        this.pacer.now()
        this.events.onOutput()
      },
      onTitle: (title) => {
        if (own() && title !== '' && title !== this.current.title) this.change({ title }, 'title')
      },
      onDirectory: (cwd) => {
        if (!own() || cwd === this.current.cwd || Buffer.byteLength(cwd) > MAX_DIRECTORY_BYTES) return
        this.change({ cwd }, 'directory')
      },
    })
    return incarnation
  }

  private async start(request: PtyRequest): Promise<void> {
    const { cols, rows } = this.current
    await this.incarnation.start({ ...request, cols, rows })
  }

  private gather(): Audience {
    const terminal = this
    return new Audience({
      terminal: {
        get incarnation() {
          return terminal.incarnation
        },
        get ending() {
          return terminal.ending
        },
        onInput: (bytes) => {
          this.incarnation.input(bytes)
          this.events.onInput()
        },
        onColors: (colors) => this.setColors(colors),
      },
      frameOf: (fact) => this.frameOf(fact),
      onSize: (size) => this.resize(size),
    })
  }

  private frameOf(fact: Exclude<Fact, 'viewers'>): ServerFrame {
    const { title, name, cwd } = this.current
    switch (fact) {
      case 'title':
        return { type: 'title', title }
      case 'name':
        return { type: 'name', name: name ?? '' }
      case 'directory':
        return { type: 'directory', directory: cwd }
      case 'recording':
        return { type: 'recording', recording: this.recording.state }
      default:
        return fact satisfies never
    }
  }

  private pump(): void {
    this.recording.pump()
    this.audience.pump()
  }

  private resize(size: TerminalSize): void {
    if (size.cols === this.current.cols && size.rows === this.current.rows) return
    // What was shown so far was for the former size.
    this.pacer.now()
    this.change(size)
    this.incarnation.resize(size)
    this.pump()
  }

  private setColors(colors: TerminalColors): void {
    if (colors === this.colors) return
    this.colors = colors
    this.incarnation.setColors(colors)
    this.events.onColors(colors)
  }

  private change(part: Partial<TerminalSummary>, fact?: Fact): void {
    this.current = { ...this.current, ...part }
    this.events.onChange()
    if (fact) this.audience.tell(fact)
  }
}

export const titleOf = (shell: string): string => shell.split(/[\\/]/).at(-1) || shell
