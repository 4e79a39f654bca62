// Whether a terminal is being recorded, and how its last recording ended. A recording is of one incarnation: it ends with its shell.
import type { TerminalSummary } from '#contract/host'
import type { RecordingState } from '#contract/terminal'
import type { Incarnation } from './incarnation.ts'
import { Recorder } from './recorder.ts'
import type { Recordings } from './recordings.ts'

type OnChange = (recording: TerminalSummary['recording']) => void

export class TerminalRecording {
  private readonly recordings: Recordings
  private readonly onChange: OnChange
  private recorder: Recorder | undefined
  private current: RecordingState = { state: 'off' }
  private beginning: Promise<void> | undefined

  constructor(recordings: Recordings, onChange: OnChange) {
    this.recordings = recordings
    this.onChange = onChange
  }

  get state(): RecordingState {
    return this.current
  }

  /** Resolves when it is begun; beginning twice is once. */
  start(incarnation: Incarnation, terminal: TerminalSummary): Promise<void> {
    if (this.recorder) return Promise.resolve()
    this.beginning ??= this.begin(incarnation, terminal).finally(() => {
      this.beginning = undefined
    })
    return this.beginning
  }

  /** Resolves when its file is complete. */
  async stop(): Promise<void> {
    await this.beginning
    await this.recorder?.stop()
  }

  pump(): void {
    this.recorder?.pump()
  }

  exited(code: number): void {
    this.recorder?.exited(code)
  }

  private async begin(incarnation: Incarnation, terminal: TerminalSummary): Promise<void> {
    const { id, file } = await this.recordings.create()
    const since = Date.now()
    const onEnd = (ending: Omit<Extract<RecordingState, { state: 'ended' }>, 'state'>) => {
      this.recorder = undefined
      this.become({ state: 'ended', ...ending }, null)
    }
    const recorder = new Recorder({ file, incarnation, onEnd })
    this.recorder = recorder
    this.become({ state: 'on', since }, { id, since })
    const { cols, rows, shell, name, title } = terminal
    await recorder.begin({ cols, rows, shell, title: name ?? title, startedAt: since, terminalId: terminal.id })
  }

  private become(state: RecordingState, recording: TerminalSummary['recording']): void {
    this.current = state
    this.onChange(recording)
  }
}
