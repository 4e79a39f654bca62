// The commands of a shell as its marks tell them (OSC 133): where each was asked for, where its output stands, how it ended. Pure.
import type { CommandMark } from '#contract/terminal'

/** A line that keeps its number while the screen scrolls; gone when it has left the scrollback. */
export type Anchor = { readonly line: number; readonly isDisposed: boolean }
export type Place = { readonly anchor: Anchor; readonly x: number }

/** Times are in milliseconds since the epoch, of the machine where the shell runs. */
export type ShellCommand = {
  readonly prompt: Place
  readonly input: Place | null
  readonly output: Place | null
  readonly startedAt: number | null
  readonly end: Place | null
  readonly finishedAt: number | null
  /** Null while it runs, and when the shell does not say. */
  readonly exit: number | null
}

export type CommandLog = readonly ShellCommand[]

/** More than a person goes back through. */
const MAX_COMMANDS = 1_000

export function marked(log: CommandLog, { place: kind, exit, at }: CommandMark, place: Place): CommandLog {
  const last = log.at(-1)
  switch (kind) {
    case 'prompt':
      return begun(log, place)
    case 'input':
      return last && last.output === null ? changed(log, { ...last, input: place }) : log
    case 'output': {
      // A mark at the very end of a snapshot is told again by the stream that follows it.
      if (last?.startedAt === at) return log
      // A shell that marks no prompts still says when a command begins.
      const asked = last && last.output === null ? log : begun(log, place)
      const command = asked.at(-1)
      return command ? changed(asked, { ...command, output: place, startedAt: at }) : asked
    }
    case 'finished':
      // The first prompt of all, and each empty line, finish a command that never began.
      if (!last || last.output === null || last.end !== null) return log
      return changed(log, { ...last, end: place, finishedAt: at, exit })
    default:
      return kind satisfies never
  }
}

/** A prompt that nothing followed (an empty line, Ctrl-C, a redraw) gives its place to the next. */
function begun(log: CommandLog, prompt: Place): CommandLog {
  const kept = log.at(-1)?.output === null ? log.slice(0, -1) : log
  const command = { prompt, input: null, output: null, startedAt: null, end: null, finishedAt: null, exit: null }
  return [...kept, command].slice(-MAX_COMMANDS)
}

const changed = (log: CommandLog, command: ShellCommand): CommandLog => [...log.slice(0, -1), command]

export const hasRun = ({ output }: ShellCommand): boolean => output !== null

/** The nearest prompt above or below this line; the one at hand, where the next command is typed, counts as one. */
export function promptBeside(log: CommandLog, line: number, step: 1 | -1): ShellCommand | undefined {
  const there = log.filter(({ prompt }) => !prompt.anchor.isDisposed)
  return step === 1
    ? there.find(({ prompt }) => prompt.anchor.line > line)
    : there.findLast(({ prompt }) => prompt.anchor.line < line)
}

/** The last one that has run, or the one whose prompt or output holds this line. */
export function commandAt(log: CommandLog, line: number | null): ShellCommand | undefined {
  const run = log.filter(hasRun)
  if (line === null) return run.at(-1)
  return run.findLast(({ prompt }) => !prompt.anchor.isDisposed && prompt.anchor.line <= line) ?? run.at(-1)
}
