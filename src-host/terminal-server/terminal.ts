// One terminal: its name and size, the incarnation that lives now, and whoever looks at it.
import { Failure } from '#contract/failure'
import type { TerminalSummary } from '#contract/host'
import { MAX_VIEWERS_PER_TERMINAL, type ServerFrame, type TerminalCaller, type TerminalRole } from '#contract/terminal'
import { Incarnation } from './incarnation.ts'
import { OutputPacer } from './output-pacer.ts'
import type { PtyRequest } from './pty.ts'
import type { TerminalRecord } from './records.ts'
import type { Screens } from './screens.ts'
import { smallestVisible } from './smallest-visible.ts'
import { Viewer, type ViewerLink, type ViewerTerminal } from './viewer.ts'

export type TerminalEvents = {
  /** Something in its summary is another. */
  onChange: () => void
  /** Its screen is another. */
  onOutput: () => void
}

type Parts = { summary: TerminalSummary; epoch: number; screens: Screens; events: TerminalEvents }

export class Terminal {
  private current: TerminalSummary
  private incarnation: Incarnation
  private readonly screens: Screens
  private readonly events: TerminalEvents
  private readonly viewers = new Set<Viewer>()
  private readonly pacer = new OutputPacer(() => this.pumpAll())

  private constructor({ summary, epoch, screens, events }: Parts) {
    this.current = summary
    this.screens = screens
    this.events = events
    this.incarnation = this.incarnate(epoch)
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
    const ended: TerminalSummary =
      summary.state.state === 'running' ? { ...summary, state: { state: 'lost', at: Date.now() } } : summary
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
    return this.viewers.size
  }

  attach(link: ViewerLink, who: { role: TerminalRole; caller: TerminalCaller }): Viewer {
    if (this.viewers.size >= MAX_VIEWERS_PER_TERMINAL) {
      throw new Failure('limit-reached', `A terminal has at most ${MAX_VIEWERS_PER_TERMINAL} viewers.`)
    }
    const viewer = new Viewer(this.forViewers(), link, who)
    this.viewers.add(viewer)
    return viewer
  }

  detach(viewer: Viewer): void {
    viewer.close()
    this.viewers.delete(viewer)
    this.resizeToVotes()
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
    this.change({ title: titleOf(request.shell), state: { state: 'running' } })
    for (const viewer of this.viewers) viewer.restarted()
  }

  async lastScreen(): Promise<Uint8Array | undefined> {
    return (await this.incarnation.snapshot('screen'))?.bytes
  }

  /** Ends the shell and everybody's view of it. Resolves when the shell has gone. */
  close(): Promise<void> {
    this.pacer.close()
    for (const viewer of this.viewers) viewer.refuse(new Failure('terminal-not-found', 'This terminal was closed.'))
    this.viewers.clear()
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
    const incarnation: Incarnation = new Incarnation(epoch, this.current, this.screens, {
      onOutput: (bytes) => {
        if (!own()) return
        this.pacer.push(bytes)
        this.events.onOutput()
      },
      onExit: ({ code, signal }) => {
        if (!own()) return
        this.change({ state: { state: 'exited', code, signal, at: Date.now() } })
        this.pacer.now()
        this.events.onOutput()
      },
      onTitle: (title) => {
        if (!own() || title === '' || title === this.current.title) return
        this.change({ title })
        for (const viewer of this.viewers) viewer.title(title)
      },
      onDirectory: (cwd) => {
        if (own() && cwd !== this.current.cwd) this.change({ cwd })
      },
    })
    return incarnation
  }

  private async start(request: PtyRequest): Promise<void> {
    const { cols, rows } = this.current
    await this.incarnation.start({ ...request, cols, rows })
  }

  private forViewers(): ViewerTerminal {
    const terminal = this
    return {
      get incarnation() {
        return terminal.incarnation
      },
      get title() {
        return terminal.current.title
      },
      get ending() {
        return terminal.ending
      },
      onInput: (bytes) => this.incarnation.input(bytes),
      onVote: () => this.resizeToVotes(),
      onDependence: () => {
        this.incarnation.screenIsWatched = [...this.viewers].some((viewer) => viewer.dependsOnScreen)
      },
    }
  }

  private resizeToVotes(): void {
    const votes = [...this.viewers].map((viewer) => viewer.vote).filter((vote) => vote !== undefined)
    const size = smallestVisible(votes)
    if (!size || (size.cols === this.current.cols && size.rows === this.current.rows)) return
    // What was shown so far was for the former size.
    this.pacer.now()
    this.change(size)
    this.incarnation.resize(size)
    this.pumpAll()
  }

  private pumpAll(): void {
    for (const viewer of this.viewers) viewer.pump()
  }

  private change(part: Partial<TerminalSummary>): void {
    this.current = { ...this.current, ...part }
    this.events.onChange()
  }
}

export const titleOf = (shell: string): string => shell.split(/[\\/]/).at(-1) || shell
