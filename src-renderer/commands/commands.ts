// Every action of the window, registered by whoever offers it while it is offered. The palette lists them, the keyboard
// runs them.
import type { LucideIcon } from 'lucide-react'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { Shortcut } from './shortcut.ts'

export type Command = {
  /** Stable and unique: `terminal.new`. */
  id: string
  /** What it does, as a person would say it: `New terminal`. */
  title: string
  /** The heading under which the palette lists it: `Terminals`. */
  group: string
  icon?: LucideIcon
  shortcut?: Shortcut
  run: () => void
}

let all: readonly Command[] = []
const offers = new Set<readonly Command[]>()
const listeners = new Set<() => void>()

function change(): void {
  all = [...offers].flat()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Offers these commands while the caller is mounted. `run` may change at every render without being registered anew. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands)
  useEffect(() => {
    latest.current = commands
  })
  const shape = commands.map(({ id, title, shortcut }) => `${id} ${title} ${shortcut}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: registered anew only when what is listed changes
  useEffect(() => {
    const offer = commands.map((command, index) => ({ ...command, run: () => latest.current[index]?.run() }))
    offers.add(offer)
    change()
    return () => {
      offers.delete(offer)
      change()
    }
  }, [shape])
}

export function allCommands(): readonly Command[] {
  return all
}

export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(subscribe, allCommands)
}

/** Runs what is offered under this id now, if it is. */
export function runCommand(id: string): void {
  all.find((command) => command.id === id)?.run()
}
