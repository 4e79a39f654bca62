// Closes one pane at once, and a tab of several after asking.
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { panesOf, shownAfterClosing, type Tab } from '../terminal-layout/index.ts'
import type { Arrangement } from './use-arrangement.ts'
import { closeTerminals } from './use-terminals.ts'

export type Closing = {
  close: (terminalId: string) => void
  closeTab: (tab: Tab) => void
  /** The tab that is to be closed when this is confirmed. */
  asking: Tab | null
  confirm: () => void
  cancel: () => void
  error: Error | null
}

export function useClosing({ layout, active, show }: Arrangement): Closing {
  const [asking, ask] = useState<Tab | null>(null)
  const { mutate, error } = useMutation({ mutationFn: closeTerminals })

  const close = (terminalId: string) => {
    if (terminalId === active) show(shownAfterClosing(layout, terminalId))
    mutate([terminalId])
  }
  const closeAll = (tab: Tab) => {
    const at = layout.tabs.indexOf(tab)
    const next = layout.tabs[at + 1] ?? layout.tabs[at - 1]
    const panes = panesOf(tab.root)
    if (active !== null && panes.includes(active)) show(next?.active ?? null)
    mutate(panes)
  }
  const closeTab = (tab: Tab) => {
    if (tab.root.kind === 'pane') close(tab.active)
    else ask(tab)
  }
  const confirm = () => {
    const tab = layout.tabs.find(({ id }) => id === asking?.id)
    if (tab) closeAll(tab)
    ask(null)
  }
  return { close, closeTab, asking, confirm, cancel: () => ask(null), error }
}
