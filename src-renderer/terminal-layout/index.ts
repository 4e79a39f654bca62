export {
  type Divider,
  dividerBeside,
  geometryOf,
  neighbourOn,
  type Rectangle,
  type Side,
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
export { type Direction, panesOf } from './pane-tree.ts'
export { readLayout, storeLayout, useStoredLayout } from './stored-layout.ts'
