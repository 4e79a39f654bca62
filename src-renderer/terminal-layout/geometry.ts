// Where each pane and each divider of a tab stands, and which pane is met in a direction. Fractions of the tab's room, 0 to 1.
import type { Direction, DividerPlace, PaneTree, Path, Side } from './pane-tree.ts'

export type Rectangle = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

export type Divider = DividerPlace & {
  /** Of the split: between panes side by side a divider is a vertical line. */
  readonly direction: Direction
  /** The room of the whole split. */
  readonly split: Rectangle
  /** Of the split's length, from its start. */
  readonly position: number
}

export type Geometry = { readonly panes: ReadonlyMap<string, Rectangle>; readonly dividers: readonly Divider[] }

const WHOLE: Rectangle = { left: 0, top: 0, width: 1, height: 1 }

export function geometryOf(tree: PaneTree): Geometry {
  const panes = new Map<string, Rectangle>()
  const dividers: Divider[] = []
  place(tree, WHOLE, [], { panes, dividers })
  return { panes, dividers }
}

type Found = { panes: Map<string, Rectangle>; dividers: Divider[] }

function place(tree: PaneTree, room: Rectangle, path: Path, found: Found): void {
  if (tree.kind === 'pane') {
    found.panes.set(tree.terminalId, room)
    return
  }
  let position = 0
  for (const [index, child] of tree.children.entries()) {
    const share = tree.shares[index] ?? 0
    place(child, slice(room, tree.direction, position, share), [...path, index], found)
    position += share
    if (index === tree.children.length - 1) break
    found.dividers.push({ path, index, direction: tree.direction, split: room, position })
  }
}

function slice({ left, top, width, height }: Rectangle, direction: Direction, from: number, share: number): Rectangle {
  return direction === 'row'
    ? { left: left + width * from, top, width: width * share, height }
    : { left, top: top + height * from, width, height: height * share }
}

/** Rounding may leave a hair between two rectangles that touch. */
const HAIR = 1e-6

/** The pane that touches `from` on that side along the longest edge; null at the tab's own edge. */
export function neighbourOn({ panes }: Geometry, from: string, side: Side): string | null {
  const own = panes.get(from)
  if (!own) return null
  const touching = [...panes].filter(([id, other]) => id !== from && gap(own, other, side) < HAIR)
  const edges = touching.map(([id, other]) => ({ id, edge: sharedEdge(own, other, side) }))
  const best = edges.toSorted((one, other) => other.edge - one.edge)[0]
  return best && best.edge > HAIR ? best.id : null
}

function gap(own: Rectangle, other: Rectangle, side: Side): number {
  switch (side) {
    case 'left':
      return Math.abs(other.left + other.width - own.left)
    case 'right':
      return Math.abs(own.left + own.width - other.left)
    case 'up':
      return Math.abs(other.top + other.height - own.top)
    case 'down':
      return Math.abs(own.top + own.height - other.top)
    default:
      return side satisfies never
  }
}

function sharedEdge(own: Rectangle, other: Rectangle, side: Side): number {
  return side === 'left' || side === 'right'
    ? Math.min(own.top + own.height, other.top + other.height) - Math.max(own.top, other.top)
    : Math.min(own.left + own.width, other.left + other.width) - Math.max(own.left, other.left)
}

/** The divider that moves an edge of this pane, the nearest split's first; null for a pane alone. */
export function dividerBeside({ panes, dividers }: Geometry, id: string): Divider | null {
  const own = panes.get(id)
  if (!own) return null
  const near = dividers.filter((divider) => touches(divider, own))
  return near.toSorted((one, other) => other.path.length - one.path.length)[0] ?? null
}

function touches({ direction, split, position }: Divider, own: Rectangle): boolean {
  const [at, start, end] =
    direction === 'row'
      ? [split.left + split.width * position, own.left, own.left + own.width]
      : [split.top + split.height * position, own.top, own.top + own.height]
  const within =
    direction === 'row'
      ? own.top >= split.top - HAIR && own.top + own.height <= split.top + split.height + HAIR
      : own.left >= split.left - HAIR && own.left + own.width <= split.left + split.width + HAIR
  return within && (Math.abs(at - start) < HAIR || Math.abs(at - end) < HAIR)
}

/** The side of a rectangle that a point in it is nearest to, each distance measured in parts of the rectangle. */
export function nearestSide({ left, top, width, height }: Rectangle, x: number, y: number): Side {
  const across = (x - left) / width
  const down = (y - top) / height
  const distances: Record<Side, number> = { left: across, right: 1 - across, up: down, down: 1 - down }
  const sides: readonly Side[] = ['left', 'right', 'up', 'down']
  return sides.toSorted((one, other) => distances[one] - distances[other])[0] ?? 'right'
}

/** The half of a rectangle on that side. */
export function halfOn({ left, top, width, height }: Rectangle, side: Side): Rectangle {
  if (side === 'left' || side === 'right')
    return { left: side === 'left' ? left : left + width / 2, top, width: width / 2, height }
  return { left, top: side === 'up' ? top : top + height / 2, width, height: height / 2 }
}
