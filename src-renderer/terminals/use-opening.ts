// Opens shells: in a tab of their own, or beside the active pane in the folder where that one is.
import { useMutation } from '@tanstack/react-query'
import type { TerminalSummary } from '#contract/host'
import { type Direction, MAX_PANES_PER_TAB, panesOf, split as splitLayout } from '../terminal-layout/index.ts'
import { defaultProfileOf, type Profile, readPreferences } from '../terminal-preferences/index.ts'
import { toast } from '../ui/index.ts'
import { arrange } from './arrange.ts'
import type { Arrangement } from './use-arrangement.ts'
import { openTerminal } from './use-terminals.ts'

type Place = { beside?: { terminalId: string; direction: Direction }; profile?: Profile | undefined }

export type OpeningTerminals = {
  /** Without a profile: by the one that new terminals have. */
  open: (profile?: Profile) => void
  split: (direction: Direction) => void
  isPending: boolean
  error: Error | null
}

export function useOpening(
  { tab, active, show }: Arrangement,
  terminals: readonly TerminalSummary[],
): OpeningTerminals {
  const { mutate, isPending, error } = useMutation({
    async mutationFn({ beside, profile }: Place) {
      const near = terminals.find(({ id }) => id === beside?.terminalId)
      const { shell, cwd } = profile ?? defaultProfileOf(readPreferences()) ?? {}
      const { id } = await openTerminal({ shell, cwd: near?.cwd ?? cwd })
      if (beside) arrange((layout) => splitLayout(layout, beside.terminalId, beside.direction, id))
      return id
    },
    onSuccess: show,
  })
  const split = (direction: Direction) => {
    if (!tab || active === null) return
    if (panesOf(tab.root).length < MAX_PANES_PER_TAB) mutate({ beside: { terminalId: active, direction } })
    else toast.error(`A tab has room for ${MAX_PANES_PER_TAB} panes. Open a new terminal instead.`)
  }
  return { open: (profile) => mutate({ profile }), split, isPending, error }
}
