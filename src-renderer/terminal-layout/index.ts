export {
  type Divider,
  dividerBeside,
  geometryOf,
  halfOn,
  nearestSide,
  neighbourOn,
  type Rectangle,
} from './geometry.ts'
export {
  activated,
  detached,
  dividerPlaced,
  type Layout,
  MAX_PANES_PER_TAB,
  panesEvened,
  reconciled,
  shownAfterClosing,
  split,
  type Tab,
  tabBeside,
  tabMoved,
  tabWith,
  zoomToggled,
} from './layout.ts'
export { activeOf, canPlace, type Moving, movedTo, placedBeside, placedInRow } from './moving.ts'
export { type Direction, panesOf, type Side } from './pane-tree.ts'
export { readLayout, storeLayout, useStoredLayout } from './stored-layout.ts'
