// Commands under their headings, in the order in which each heading was first offered.
import type { Command } from '../commands/index.ts'

export type CommandGroup = { value: string; items: Command[] }

export function groupCommands(commands: readonly Command[]): CommandGroup[] {
  const groups = new Map<string, Command[]>()
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command])
  return [...groups].map(([value, items]) => ({ value, items }))
}
