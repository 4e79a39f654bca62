// What a terminal is called: as a person named it, else what its program says, else its shell.
import type { TerminalSummary } from '#contract/host'

export function nameOf({ name, title, shell }: Pick<TerminalSummary, 'name' | 'title' | 'shell'>): string {
  return name || title || shell.split(/[\\/]/).at(-1) || 'Terminal'
}
