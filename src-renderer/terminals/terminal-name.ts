// What a terminal is called: what its program says, else its shell.
import type { TerminalSummary } from '#contract/host'

export function nameOf({ title, shell }: TerminalSummary): string {
  return title || shell.split(/[\\/]/).at(-1) || 'Terminal'
}
