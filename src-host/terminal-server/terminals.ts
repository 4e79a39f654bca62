// Every terminal of a home: opened, found, restarted, closed, counted, and kept on record.
import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'
import { Failure } from '#contract/failure'
import type { TerminalSummary } from '#contract/host'
import { MAX_TERMINALS, type TerminalColors, type TerminalSize } from '#contract/terminal'
import { DEFAULT_COLORS } from './default-colors.ts'
import { shellEnvironment } from './environment.ts'
import type { PtyRequest } from './pty.ts'
import type { Recordings } from './recordings.ts'
import type { Records } from './records.ts'
import type { Screens } from './screens.ts'
import { loginArguments, resolveFolder, resolveShell } from './shell.ts'
import { Terminal, titleOf } from './terminal.ts'

/** Milliseconds; a killed terminal server has lost at most so much of a screen. */
const SCREEN_SAVE_MS = 2_000

type Dependencies = {
  records: Records
  screens: Screens
  recordings: Recordings
  environment: Record<string, string | undefined>
  onChange: () => void
  onProblem: (what: string, error: unknown) => void
}

type Request = TerminalSize & { shell?: string | undefined; cwd?: string | undefined }

export class Terminals {
  private readonly dependencies: Dependencies
  private readonly terminals = new Map<string, Terminal>()
  private readonly unsaved = new Map<string, NodeJS.Timeout>()
  private opening = 0
  /** Told last, of any terminal: what the next one begins with, before its own viewer has come. */
  private colors: TerminalColors = DEFAULT_COLORS

  constructor(dependencies: Dependencies) {
    this.dependencies = dependencies
  }

  /** Takes up what an earlier terminal server has left. */
  async recall(): Promise<void> {
    const { records, screens, recordings } = this.dependencies
    for (const { record, screen } of await records.load()) {
      const { id } = record.summary
      const parts = { screens, recordings, colors: this.colors, events: this.eventsOf(id) }
      this.terminals.set(id, Terminal.recall(parts, record, screen))
      this.save(id)
    }
  }

  list(): TerminalSummary[] {
    return [...this.terminals.values()].map((terminal) => terminal.summary)
  }

  get(id: string): Terminal {
    const terminal = this.terminals.get(id)
    if (!terminal) throw new Failure('terminal-not-found', 'There is no such terminal; it may have been closed.')
    return terminal
  }

  /** Whether a shell runs or somebody is looking. */
  get inUse(): boolean {
    return [...this.terminals.values()].some((terminal) => terminal.isRunning || terminal.viewerCount > 0)
  }

  async open(request: Request): Promise<TerminalSummary> {
    if (this.terminals.size + this.opening >= MAX_TERMINALS) {
      throw new Failure(
        'limit-reached',
        `This home has ${MAX_TERMINALS} terminals, which is the most; close one first.`,
      )
    }
    const { records, onChange, onProblem } = this.dependencies
    const terminal = await this.start(request)
    onChange()
    await records.save(terminal.record).catch((error: unknown) => onProblem('save a record', error))
    return terminal.summary
  }

  async restart(id: string): Promise<TerminalSummary> {
    const terminal = this.get(id)
    const { shell, cols, rows, cwd } = terminal.summary
    // The folder may be gone, or be one on another machine that the shell reported: home is better than no shell.
    const folder = await resolveFolder(cwd).catch(() => resolveFolder(undefined))
    await terminal.restart(this.ptyRequest(await resolveShell(shell), folder, { cols, rows }))
    return terminal.summary
  }

  /** Begins or ends a recording of its output. */
  async record(id: string, on: boolean): Promise<TerminalSummary> {
    const terminal = this.get(id)
    await terminal.setRecording(on)
    return terminal.summary
  }

  /** Resolves when nothing of it is on record; its shell may take a moment longer to leave. */
  async close(id: string): Promise<void> {
    void this.endShell(this.get(id))
    await this.dependencies.records.forget(id)
  }

  /** Ends every shell. With `forget` nothing of them is left, else they are listed as lost by the next terminal server. */
  async closeAll({ forget }: { forget: boolean }): Promise<void> {
    const all = [...this.terminals]
    if (!forget) await Promise.all(all.map(([id]) => this.saveScreen(id)))
    await Promise.all(all.map(([, terminal]) => this.endShell(terminal)))
    if (forget) await Promise.all(all.map(([id]) => this.dependencies.records.forget(id)))
  }

  private endShell(terminal: Terminal): Promise<void> {
    const { id } = terminal.summary
    this.terminals.delete(id)
    clearTimeout(this.unsaved.get(id))
    this.unsaved.delete(id)
    this.dependencies.onChange()
    return terminal.close()
  }

  /** Counts as opening until it counts as a terminal, and at no moment as both. */
  private async start(request: Request): Promise<Terminal> {
    this.opening += 1
    try {
      const terminal = await this.startShell(request)
      this.terminals.set(terminal.summary.id, terminal)
      return terminal
    } finally {
      this.opening -= 1
    }
  }

  private async startShell({ cols, rows, ...request }: Request): Promise<Terminal> {
    const { screens, recordings } = this.dependencies
    const shell = await resolveShell(request.shell)
    const cwd = await resolveFolder(request.cwd)
    const id = `term_${randomBytes(8).toString('hex')}`
    const summary: TerminalSummary = {
      id,
      title: titleOf(shell),
      name: null,
      shell,
      cwd,
      cols,
      rows,
      createdAt: Date.now(),
      recording: null,
      state: { state: 'running' },
    }
    return Terminal.open(
      { summary, screens, recordings, colors: this.colors, events: this.eventsOf(id) },
      this.ptyRequest(shell, cwd, { cols, rows }),
    )
  }

  private ptyRequest(shell: string, cwd: string, size: TerminalSize): PtyRequest {
    const { username, homedir } = userInfo()
    const person = { shell, home: homedir, user: username, platform: process.platform }
    const environment = shellEnvironment(this.dependencies.environment, person)
    return { shell, args: loginArguments(shell), cwd, environment, ...size }
  }

  private eventsOf(id: string) {
    return {
      onChange: () => {
        this.dependencies.onChange()
        this.save(id)
      },
      onInput: () => {
        for (const [other, terminal] of this.terminals) if (other !== id) terminal.giveWay()
      },
      onOutput: () => this.saveScreenSoon(id),
      onColors: (colors: TerminalColors) => {
        this.colors = colors
      },
    }
  }

  private save(id: string): void {
    const terminal = this.terminals.get(id)
    if (!terminal) return
    this.dependencies.records
      .save(terminal.record)
      .catch((error: unknown) => this.dependencies.onProblem('save a record', error))
  }

  private saveScreenSoon(id: string): void {
    if (this.unsaved.has(id)) return
    const timer = setTimeout(() => void this.saveScreen(id), SCREEN_SAVE_MS)
    timer.unref()
    this.unsaved.set(id, timer)
  }

  private async saveScreen(id: string): Promise<void> {
    clearTimeout(this.unsaved.get(id))
    this.unsaved.delete(id)
    try {
      const screen = await this.terminals.get(id)?.lastScreen()
      // Closed meanwhile: nothing of it may come back.
      if (screen && this.terminals.has(id)) await this.dependencies.records.saveScreen(id, screen)
    } catch (error) {
      // A full disk costs the last screen, never the shell.
      this.dependencies.onProblem('save a screen', error)
    }
  }
}
