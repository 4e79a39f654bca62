// What the page shows: the tabs, the one that is open, and its active pane. Which terminal that is stands in the address.
import { useMemo } from 'react'
import type { TerminalSummary } from '#contract/host'
import { type Layout, reconciled, type Tab, tabWith, useStoredLayout } from '../terminal-layout/index.ts'
import { activate } from './arrange.ts'
import { useAskedTerminal } from './use-asked-terminal.ts'

export type Arrangement = {
  layout: Layout
  /** Undefined when there is no terminal. */
  tab: Tab | undefined
  /** The terminal that keys go to. */
  active: string | null
  /** Opens the tab of this terminal and makes it the active one there. */
  show: (terminalId: string | null) => void
}

export function useArrangement(terminals: readonly TerminalSummary[]): Arrangement {
  const stored = useStoredLayout()
  const [asked, ask] = useAskedTerminal()
  const ids = terminals.map(({ id }) => id).join('\n')
  const layout = useMemo(() => reconciled(stored, ids === '' ? [] : ids.split('\n')), [stored, ids])
  const wanted = tabWith(layout, asked)
  const tab = wanted ?? layout.tabs.at(-1)
  const active = (wanted ? asked : tab?.active) ?? null
  const show = (terminalId: string | null) => {
    if (terminalId !== null) activate(terminalId)
    ask(terminalId)
  }
  return { layout, tab, active, show }
}
