// The tabs of the terminals page and the panes in each: what was arranged, kept in step with the terminals that exist. Pure.
import {
  type Direction,
  type DividerPlace,
  evened,
  type PaneTree,
  paneOf,
  panesOf,
  placeDivider,
  removePane,
  splitPane,
} from './pane-tree.ts'

export type Tab = {
  readonly id: string
  readonly root: PaneTree
  /** The pane that was last typed into. */
  readonly active: string
  /** Only the active pane is shown. */
  readonly zoomed: boolean
}
export type Layout = { readonly tabs: readonly Tab[] }

export const EMPTY: Layout = { tabs: [] }

/** Panes of one tab: beyond this each is smaller than what a shell is good for, and a browser has about 16 GPU contexts. */
export const MAX_PANES_PER_TAB = 12

/** Terminals that are gone lose their pane, those that have none get a tab of their own, in the order given. */
export function reconciled(layout: Layout, terminalIds: readonly string[]): Layout {
  const gone = layout.tabs.flatMap(({ root }) => panesOf(root)).filter((id) => !terminalIds.includes(id))
  const kept = gone.reduce(without, layout)
  const arranged = new Set(kept.tabs.flatMap(({ root }) => panesOf(root)))
  const added = terminalIds.filter((id) => !arranged.has(id)).map(tabOf)
  return added.length === 0 ? kept : { tabs: [...kept.tabs, ...added] }
}

function tabOf(terminalId: string): Tab {
  return { id: `tab-${terminalId}`, root: paneOf(terminalId), active: terminalId, zoomed: false }
}

/** The tab that holds this terminal. */
export function tabWith(layout: Layout, terminalId: string | null | undefined): Tab | undefined {
  return layout.tabs.find(({ root }) => terminalId != null && panesOf(root).includes(terminalId))
}

export function changeTab(layout: Layout, terminalId: string, change: (tab: Tab) => Tab | null): Layout {
  const tab = tabWith(layout, terminalId)
  if (!tab) return layout
  return { tabs: layout.tabs.map((each) => (each === tab ? change(each) : each)).filter((each) => each !== null) }
}

/** Panes that a zoom hides come back as soon as one of them is wanted. */
export function activated(layout: Layout, terminalId: string): Layout {
  if (tabWith(layout, terminalId)?.active === terminalId) return layout
  return changeTab(layout, terminalId, (tab) => ({ ...tab, active: terminalId, zoomed: false }))
}

export function split(layout: Layout, beside: string, direction: Direction, added: string): Layout {
  return changeTab(without(layout, added), beside, (tab) => ({
    ...tab,
    root: splitPane(tab.root, beside, direction, added),
    active: added,
    zoomed: false,
  }))
}

export function without(layout: Layout, terminalId: string): Layout {
  return changeTab(layout, terminalId, (tab) => {
    const root = removePane(tab.root, terminalId)
    if (root === null) return null
    const active = tab.active === terminalId ? heirOf(tab, terminalId) : tab.active
    return { ...tab, root, active: active ?? tab.active, zoomed: tab.zoomed && active === tab.active }
  })
}

/** The pane before it takes the place of one that goes, else the one after. */
function heirOf({ root }: Tab, terminalId: string): string | undefined {
  const panes = panesOf(root)
  const at = panes.indexOf(terminalId)
  return panes[at - 1] ?? panes[at + 1]
}

/** The pane to show when this one goes: of its own tab while that has another, else of the tab after it or before it. */
export function shownAfterClosing(layout: Layout, terminalId: string): string | null {
  const tab = tabWith(layout, terminalId)
  if (!tab) return null
  const at = layout.tabs.indexOf(tab)
  return heirOf(tab, terminalId) ?? layout.tabs[at + 1]?.active ?? layout.tabs[at - 1]?.active ?? null
}

export function zoomToggled(layout: Layout, terminalId: string): Layout {
  return changeTab(layout, terminalId, (tab) =>
    tab.root.kind === 'pane' ? tab : { ...tab, active: terminalId, zoomed: !tab.zoomed },
  )
}

/** Out of its split into a tab of its own, right of the one that it leaves. */
export function detached(layout: Layout, terminalId: string): Layout {
  const tab = tabWith(layout, terminalId)
  if (!tab || tab.root.kind === 'pane') return layout
  const rest = without(layout, terminalId)
  const at = rest.tabs.findIndex(({ id }) => id === tab.id)
  return { tabs: rest.tabs.toSpliced(at + 1, 0, { ...tabOf(terminalId), id: freeId(rest, terminalId) }) }
}

/** The tab that this terminal once opened may have gone on without it, under its name. */
function freeId(layout: Layout, terminalId: string): string {
  let id = `tab-${terminalId}`
  while (layout.tabs.some((tab) => tab.id === id)) id += "'"
  return id
}

export function dividerPlaced(
  layout: Layout,
  tabId: string,
  divider: DividerPlace,
  position: number,
  least: number,
): Layout {
  return changeRoot(layout, tabId, (root) => placeDivider(root, divider, position, least))
}

export function panesEvened(layout: Layout, tabId: string): Layout {
  return changeRoot(layout, tabId, evened)
}

function changeRoot(layout: Layout, tabId: string, change: (root: PaneTree) => PaneTree): Layout {
  return { tabs: layout.tabs.map((tab) => (tab.id === tabId ? { ...tab, root: change(tab.root) } : tab)) }
}

/** `to` is the tab's place when it has moved; beyond an end is that end. */
export function tabMoved(layout: Layout, tabId: string, to: number): Layout {
  const from = layout.tabs.findIndex(({ id }) => id === tabId)
  const tab = layout.tabs[from]
  if (!tab) return layout
  const place = Math.min(layout.tabs.length - 1, Math.max(0, to))
  return { tabs: layout.tabs.toSpliced(from, 1).toSpliced(place, 0, tab) }
}

/** The tab `step` further, around both ends. */
export function tabBeside(layout: Layout, tab: Tab | undefined, step: 1 | -1): Tab | undefined {
  const { tabs } = layout
  const from = tab ? tabs.indexOf(tab) : step === 1 ? -1 : 0
  return tabs[(from + step + tabs.length) % Math.max(1, tabs.length)]
}
