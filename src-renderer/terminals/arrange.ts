// What a person does to the arrangement: always upon the newest list of terminals, whoever changed it meanwhile.
import { activated, type Layout, readLayout, reconciled, storeLayout } from '../terminal-layout/index.ts'
import { knownTerminals } from './use-terminals.ts'

/** Does nothing while the terminals are not known: what was arranged must not be lost by that. */
export function arrange(change: (layout: Layout) => Layout): void {
  const terminals = knownTerminals()
  if (!terminals) return
  const ids = terminals.map(({ id }) => id)
  storeLayout(change(reconciled(readLayout(), ids)))
}

export const activate = (terminalId: string): void => arrange((layout) => activated(layout, terminalId))
