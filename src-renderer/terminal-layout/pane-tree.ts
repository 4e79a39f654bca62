// A tab's panes as a tree: a leaf is a terminal, a split stands its children side by side or one above the other. Pure.

/** `row`: side by side, `column`: one above the other. */
export type Direction = 'row' | 'column'

export type Side = 'left' | 'right' | 'up' | 'down'

export type Pane = { readonly kind: 'pane'; readonly terminalId: string }
/** At least two children; `shares` has one for each, and they add up to 1. No child splits in the same direction again. */
export type Split = {
  readonly kind: 'split'
  readonly direction: Direction
  readonly children: readonly PaneTree[]
  readonly shares: readonly number[]
}
export type PaneTree = Pane | Split

/** Where a split stands: the index of a child at each step down from the root. */
export type Path = readonly number[]

export const paneOf = (terminalId: string): Pane => ({ kind: 'pane', terminalId })

/** In reading order. */
export function panesOf(tree: PaneTree): string[] {
  return tree.kind === 'pane' ? [tree.terminalId] : tree.children.flatMap(panesOf)
}

/** `added` takes the half of `target`'s place on that side. A tree without `target` stays as it is. */
export function placeBeside(tree: PaneTree, target: string, side: Side, added: PaneTree): PaneTree {
  if (tree.kind === 'pane') {
    if (tree.terminalId !== target) return tree
    const isFirst = side === 'left' || side === 'up'
    return simplified(directionOf(side), isFirst ? [added, tree] : [tree, added], [0.5, 0.5])
  }
  return simplified(
    tree.direction,
    tree.children.map((child) => placeBeside(child, target, side, added)),
    tree.shares,
  )
}

const directionOf = (side: Side): Direction => (side === 'left' || side === 'right' ? 'row' : 'column')

/** `added` takes the second half of `target`'s place. */
export const splitPane = (tree: PaneTree, target: string, direction: Direction, added: string): PaneTree =>
  placeBeside(tree, target, direction === 'row' ? 'right' : 'down', paneOf(added))

/** Null when nothing is left. The neighbour before it takes its room, the first one's goes to the second. */
export function removePane(tree: PaneTree, terminalId: string): PaneTree | null {
  if (tree.kind === 'pane') return tree.terminalId === terminalId ? null : tree
  const children = tree.children.map((child) => removePane(child, terminalId))
  const gone = children.indexOf(null)
  const kept = children.filter((child) => child !== null)
  if (gone === -1) return simplified(tree.direction, kept, tree.shares)
  const heir = Math.max(0, gone - 1)
  const shares = tree.shares
    .filter((_, index) => index !== gone)
    .map((share, index) => share + (index === heir ? (tree.shares[gone] ?? 0) : 0))
  return simplified(tree.direction, kept, shares)
}

/** A split of one is that one; a split within a split of its own direction is one with it. */
function simplified(direction: Direction, children: readonly PaneTree[], shares: readonly number[]): PaneTree {
  const [only] = children
  if (only !== undefined && children.length === 1) return only
  const parts = children.flatMap((child, index) => {
    const share = shares[index] ?? 0
    if (child.kind === 'pane' || child.direction !== direction) return [{ child, share }]
    return child.children.map((inner, at) => ({ child: inner, share: share * (child.shares[at] ?? 0) }))
  })
  return {
    kind: 'split',
    direction,
    children: parts.map(({ child }) => child),
    shares: parts.map(({ share }) => share),
  }
}

/** Where a divider stands: behind the child `index` of the split at `path`. */
export type DividerPlace = { readonly path: Path; readonly index: number }

/** Moves a divider to `position`, a fraction of its split; neither side gets less than `least` of the split. */
export function placeDivider(tree: PaneTree, { path, index }: DividerPlace, position: number, least: number): PaneTree {
  if (tree.kind === 'pane') return tree
  const [step, ...rest] = path
  if (step !== undefined) {
    const children = tree.children.map((child, at) =>
      at === step ? placeDivider(child, { path: rest, index }, position, least) : child,
    )
    return { ...tree, children }
  }
  const before = tree.shares[index]
  const after = tree.shares[index + 1]
  if (before === undefined || after === undefined) return tree
  const start = tree.shares.slice(0, index).reduce((sum, share) => sum + share, 0)
  const room = before + after
  const floor = Math.min(least, room / 2)
  const placed = Math.min(room - floor, Math.max(floor, position - start))
  const shares = tree.shares.map((share, at) => (at === index ? placed : at === index + 1 ? room - placed : share))
  return { ...tree, shares }
}

/** Every child of every split as large as its siblings. */
export function evened(tree: PaneTree): PaneTree {
  if (tree.kind === 'pane') return tree
  return { ...tree, children: tree.children.map(evened), shares: tree.children.map(() => 1 / tree.children.length) }
}
