// Commands under their headings: first what the page at hand offers, then what is offered everywhere.
import type { Command } from '../commands/index.ts'

export type CommandGroup = { value: string; items: Command[] }

/** The headings of the frame's own commands, in this order. */
const EVERYWHERE = ['Go to', 'API keys', 'Organization', 'Account', 'Window']

export function groupCommands(commands: readonly Command[]): CommandGroup[] {
  const groups = Map.groupBy(commands, ({ group }) => group)
  return [...groups]
    .map(([value, items]) => ({ value, items }))
    .toSorted((one, other) => EVERYWHERE.indexOf(one.value) - EVERYWHERE.indexOf(other.value))
}
