import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dividerBeside, geometryOf, halfOn, nearestSide, neighbourOn } from './geometry.ts'
import {
  type Direction,
  evened,
  type PaneTree,
  paneOf,
  panesOf,
  placeBeside,
  placeDivider,
  removePane,
  type Side,
  splitPane,
} from './pane-tree.ts'

/** `a|b` side by side, `a/b` one above the other. */
const row = (...children: PaneTree[]): PaneTree => even('row', children)
const column = (...children: PaneTree[]): PaneTree => even('column', children)
const even = (direction: Direction, children: PaneTree[]): PaneTree => ({
  kind: 'split',
  direction,
  children,
  shares: children.map(() => 1 / children.length),
})
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(paneOf) as [PaneTree, PaneTree, PaneTree, PaneTree]

describe('splitting', () => {
  it.each<{ rule: string; tree: PaneTree; target: string; direction: Direction; to: PaneTree }>([
    { rule: 'a pane alone is halved', tree: a, target: 'a', direction: 'row', to: row(a, b) },
    { rule: 'another direction nests', tree: row(a, c), target: 'c', direction: 'column', to: row(a, column(c, b)) },
    {
      rule: 'the same direction does not nest',
      tree: row(a, c),
      target: 'a',
      direction: 'row',
      to: { kind: 'split', direction: 'row', children: [a, b, c], shares: [0.25, 0.25, 0.5] },
    },
    { rule: 'a pane that is not there', tree: row(a, c), target: 'x', direction: 'row', to: row(a, c) },
  ])('$rule', ({ tree, target, direction, to }) => {
    expect(splitPane(tree, target, direction, 'b')).toEqual(to)
  })

  it.each<{ side: Side; tree: PaneTree; added: PaneTree; to: PaneTree }>([
    { side: 'left', tree: a, added: b, to: row(b, a) },
    { side: 'down', tree: a, added: row(b, c), to: column(a, row(b, c)) },
    { side: 'up', tree: row(c, a), added: b, to: row(c, column(b, a)) },
    {
      side: 'left',
      tree: row(c, a),
      added: row(b, d),
      to: { kind: 'split', direction: 'row', children: [c, b, d, a], shares: [0.5, 0.125, 0.125, 0.25] },
    },
  ])('places what may be split itself on the side $side', ({ side, tree, added, to }) => {
    expect(placeBeside(tree, 'a', side, added)).toEqual(to)
  })

  it('removing leaves no split of one, and gives the room to the neighbour', () => {
    expect(removePane(row(a, b), 'b')).toEqual(a)
    expect(removePane(a, 'a')).toBeNull()
    expect(removePane(row(a, column(b, c)), 'b')).toEqual(row(a, c))
    const three: PaneTree = { kind: 'split', direction: 'row', children: [a, b, c], shares: [0.5, 0.2, 0.3] }
    expect(removePane(three, 'b')).toMatchObject({ children: [a, c], shares: [0.7, 0.3] })
    expect(removePane(three, 'a')).toMatchObject({ children: [b, c], shares: [0.7, 0.3] })
    // What remains runs in the direction of what holds it: one split.
    expect(removePane(row(a, column(b, row(c, d))), 'b')).toMatchObject({
      children: [a, c, d],
      shares: [0.5, 0.25, 0.25],
    })
  })

  it('moves a divider, and keeps the least on both sides', () => {
    const tree = row(a, column(b, c))
    expect(placeDivider(tree, { path: [], index: 0 }, 0.75, 0.1)).toMatchObject({ shares: [0.75, 0.25] })
    const inner = { path: [1], index: 0 }
    expect(placeDivider(tree, inner, -9, 0.25)).toMatchObject({ children: [a, { shares: [0.25, 0.75] }] })
    expect(placeDivider(tree, inner, 9, 0.25)).toMatchObject({ children: [a, { shares: [0.75, 0.25] }] })
    expect(placeDivider(tree, { path: [0], index: 0 }, 0.2, 0.1)).toEqual(tree)
    expect(evened(placeDivider(tree, inner, 0.8, 0.1))).toEqual(tree)
    const four = even('row', [a, b, c, d])
    expect(placeDivider(four, { path: [], index: 1 }, 0.625, 0.1)).toMatchObject({ shares: [0.25, 0.375, 0.125, 0.25] })
  })
})

/** What people do to a tab, in any order. */
type Doing =
  | { kind: 'split'; of: number; direction: Direction }
  | { kind: 'remove'; of: number }
  | { kind: 'move'; at: number; to: number }
const doings = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('split' as const),
      of: fc.nat(20),
      direction: fc.constantFrom<Direction>('row', 'column'),
    }),
    fc.record({ kind: fc.constant('remove' as const), of: fc.nat(20) }),
    fc.record({
      kind: fc.constant('move' as const),
      at: fc.nat(20),
      to: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  ),
  { maxLength: 30 },
)

function done(tree: PaneTree, doing: Doing, name: string): PaneTree {
  const panes = panesOf(tree)
  const one = 'of' in doing ? (panes[doing.of % panes.length] ?? '') : ''
  if (doing.kind === 'split') return splitPane(tree, one, doing.direction, name)
  if (doing.kind === 'remove') return removePane(tree, one) ?? paneOf(name)
  const { dividers } = geometryOf(tree)
  const divider = dividers[doing.at % Math.max(1, dividers.length)]
  return divider ? placeDivider(tree, divider, doing.to, 0.05) : tree
}

const trees = doings.map((all) =>
  all.reduce<PaneTree>((tree, doing, index) => done(tree, doing, `p${index}`), paneOf('first')),
)

describe('whatever is done', () => {
  it('[U8] the panes fill the tab and none covers another', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const areas = [...geometryOf(tree).panes.values()].map(({ width, height }) => width * height)
        expect(areas).toHaveLength(panesOf(tree).length)
        expect(areas.every((area) => area > 0)).toBe(true)
        expect(areas.reduce((sum, area) => sum + area)).toBeCloseTo(1)
      }),
    )
  })

  it('[U8] no split stands within one of its own direction, and none is of one', () => {
    const wellFormed = (tree: PaneTree): boolean =>
      tree.kind === 'pane' ||
      (tree.children.length > 1 &&
        tree.shares.length === tree.children.length &&
        tree.children.every(
          (child) => (child.kind === 'pane' || child.direction !== tree.direction) && wellFormed(child),
        ))
    fc.assert(fc.property(trees, wellFormed))
  })

  it('[U8] going to a side and meeting a pane means that one touches this side', () => {
    const back: Record<Side, Side> = { left: 'right', right: 'left', up: 'down', down: 'up' }
    fc.assert(
      fc.property(trees, fc.constantFrom<Side>('left', 'right', 'up', 'down'), (tree, side) => {
        const geometry = geometryOf(tree)
        for (const from of panesOf(tree)) {
          const met = neighbourOn(geometry, from, side)
          if (met !== null) expect(neighbourOn(geometry, met, back[side])).not.toBeNull()
        }
        const alone = panesOf(tree).length === 1
        for (const from of panesOf(tree)) expect(dividerBeside(geometry, from) === null).toBe(alone)
      }),
    )
  })
})

it('[U8] focus goes to the pane with the longest shared edge', () => {
  const tree = row(a, placeDivider(column(b, c), { path: [], index: 0 }, 0.7, 0.1))
  const geometry = geometryOf(tree)
  expect(neighbourOn(geometry, 'a', 'right')).toBe('b')
  expect(neighbourOn(geometry, 'c', 'up')).toBe('b')
  expect(neighbourOn(geometry, 'c', 'left')).toBe('a')
  expect(neighbourOn(geometry, 'a', 'left')).toBeNull()
  expect(dividerBeside(geometry, 'c')?.path).toEqual([1])
  expect(dividerBeside(geometry, 'a')?.path).toEqual([])
})

it('[U8] a point is nearest to a side in parts of a pane, and that half is shown', () => {
  const wide = { left: 100, top: 50, width: 800, height: 100 }
  const sides = [
    [110, 100],
    [890, 100],
    [500, 55],
    [500, 140],
    [200, 60],
  ].map(([x = 0, y = 0]) => nearestSide(wide, x, y))
  expect(sides).toEqual(['left', 'right', 'up', 'down', 'up'])
  expect(halfOn(wide, 'right')).toEqual({ left: 500, top: 50, width: 400, height: 100 })
  expect(halfOn(wide, 'up')).toEqual({ left: 100, top: 50, width: 800, height: 50 })
})
