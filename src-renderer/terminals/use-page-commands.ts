// Ties the page's actions to the arrangement and offers them as commands.
import { useCommands } from '../commands/index.ts'
import {
  canPlace,
  detached,
  dividerBeside,
  geometryOf,
  type Layout,
  MAX_PANES_PER_TAB,
  movedTo,
  neighbourOn,
  panesEvened,
  panesOf,
  placedBeside,
  type Side,
  type Tab,
  tabMoved,
  zoomToggled,
} from '../terminal-layout/index.ts'
import { toast } from '../ui/index.ts'
import { arrange } from './arrange.ts'
import { paneActions } from './pane-actions.ts'
import { dividerName } from './pane-divider.tsx'
import type { Arrangement } from './use-arrangement.ts'
import type { OpeningTerminals } from './use-opening.ts'

type Doings = Pick<OpeningTerminals, 'open' | 'split'> & {
  close: (terminalId: string) => void
  rename: (terminalId: string) => void
  recordings: () => void
}

export function usePageCommands(
  { layout, tab, active, show }: Arrangement,
  { open, split, close, rename, recordings }: Doings,
): void {
  const onActive = (act: (terminalId: string) => void) => () => {
    if (active !== null) act(active)
  }
  const doings = {
    open,
    split,
    close: onActive(close),
    rename: onActive(rename),
    recordings,
    focus: (side: Side) => {
      const next = tab && active !== null ? neighbourOn(geometryOf(tab.root), active, side) : null
      if (next !== null) show(next)
    },
    zoom: onActive((id) => arrange((known) => zoomToggled(known, id))),
    even: () => tab && arrange((known) => panesEvened(known, tab.id)),
    resize: onActive((id) => focusDivider(tab ? dividerBeside(geometryOf(tab.root), id) : null)),
    move: (side: Side) => active !== null && arrange((known) => movedTo(known, active, side)),
    join: () => join(layout, tab),
    detach: onActive((id) => arrange((known) => detached(known, id))),
    moveTab: (by: 1 | -1) => tab && arrange((known) => tabMoved(known, tab.id, layout.tabs.indexOf(tab) + by)),
  }
  useCommands(
    paneActions(doings, {
      tabs: layout.tabs.length,
      panes: tab ? panesOf(tab.root).length : 0,
      zoomed: tab?.zoomed ?? false,
    }),
  )
}

/** Right of the active pane of the tab before, or after when it is the first. */
function join(layout: Layout, tab: Tab | undefined): void {
  const at = tab ? layout.tabs.indexOf(tab) : -1
  const goal = layout.tabs[at - 1] ?? layout.tabs[at + 1]
  if (!tab || !goal) return
  const moving = { kind: 'tab', tabId: tab.id } as const
  if (canPlace(layout, moving, goal.active) === 'full')
    toast.error(`A tab has room for ${MAX_PANES_PER_TAB} panes, and these would be more.`)
  else arrange((known) => placedBeside(known, moving, goal.active, 'right'))
}

/** From there the arrow keys move it, and Enter leads back. */
function focusDivider(divider: ReturnType<typeof dividerBeside>): void {
  if (divider) document.querySelector<HTMLElement>(`[data-divider="${dividerName(divider)}"]`)?.focus()
}
