// Panes and whole tabs that are moved beside another pane: by dragging them there, or by keyboard. Pure.
import { geometryOf, neighbourOn } from './geometry.ts'
import { changeTab, detached, type Layout, MAX_PANES_PER_TAB, tabMoved, tabWith, without } from './layout.ts'
import { type PaneTree, paneOf, panesOf, placeBeside, type Side } from './pane-tree.ts'

export type Moving =
  | { readonly kind: 'pane'; readonly terminalId: string }
  | { readonly kind: 'tab'; readonly tabId: string }

function treeOf({ tabs }: Layout, moving: Moving): PaneTree | undefined {
  return moving.kind === 'pane' ? paneOf(moving.terminalId) : tabs.find(({ id }) => id === moving.tabId)?.root
}

/** Null: nothing can be moved beside itself. `full`: the other tab has no room for it. */
export function canPlace(layout: Layout, moving: Moving, target: string): 'yes' | 'full' | null {
  const tree = treeOf(layout, moving)
  const goal = tabWith(layout, target)
  const panes = tree ? panesOf(tree) : []
  if (!goal || panes.length === 0 || panes.includes(target)) return null
  return new Set([...panesOf(goal.root), ...panes]).size <= MAX_PANES_PER_TAB ? 'yes' : 'full'
}

/** On that side of `target`, whose room it halves. The pane that was typed into last stays the active one of what was moved. */
export function placedBeside(layout: Layout, moving: Moving, target: string, side: Side): Layout {
  const tree = treeOf(layout, moving)
  if (!tree || canPlace(layout, moving, target) !== 'yes') return layout
  const active = activeOf(layout, moving)
  return changeTab(panesOf(tree).reduce(without, layout), target, (tab) => ({
    ...tab,
    root: placeBeside(tab.root, target, side, tree),
    active: active ?? tab.active,
    zoomed: false,
  }))
}

/** The pane that keys go to in what is moved. */
export function activeOf({ tabs }: Layout, moving: Moving): string | undefined {
  return moving.kind === 'pane' ? moving.terminalId : tabs.find(({ id }) => id === moving.tabId)?.active
}

/** Past its neighbour on that side; as it is when there is none. */
export function movedTo(layout: Layout, terminalId: string, side: Side): Layout {
  const tab = tabWith(layout, terminalId)
  const neighbour = tab ? neighbourOn(geometryOf(tab.root), terminalId, side) : null
  return neighbour === null ? layout : placedBeside(layout, { kind: 'pane', terminalId }, neighbour, side)
}

/** To a place in the row of tabs; a pane of a split in a tab of its own. */
export function placedInRow(layout: Layout, moving: Moving, place: number): Layout {
  if (moving.kind === 'tab') return tabMoved(layout, moving.tabId, place)
  const apart = detached(layout, moving.terminalId)
  const tab = apart === layout ? undefined : tabWith(apart, moving.terminalId)
  return tab ? tabMoved(apart, tab.id, place) : layout
}
