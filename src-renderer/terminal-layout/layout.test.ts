import { describe, expect, it } from 'vitest'
import {
  activated,
  detached,
  EMPTY,
  type Layout,
  MAX_PANES_PER_TAB,
  reconciled,
  shownAfterClosing,
  split,
  tabBeside,
  tabMoved,
  tabWith,
  without,
  zoomToggled,
} from './layout.ts'
import { canPlace, movedTo, placedBeside, placedInRow } from './moving.ts'
import { panesOf } from './pane-tree.ts'
import { parseLayout } from './stored-layout.ts'

const names = (layout: Layout) => layout.tabs.map(({ root }) => panesOf(root).join('+')).join(' ')
const three = reconciled(EMPTY, ['a', 'b', 'c'])
/** `a+x b c`, the pane x being active. */
const arranged = split(three, 'a', 'row', 'x')
const tabId = (terminalId: string, layout = arranged) => tabWith(layout, terminalId)?.id ?? ''

describe('[U8] the arrangement and the terminals that exist', () => {
  it.each([
    { rule: 'new ones get a tab each, at the end', ids: ['a', 'b', 'c', 'x', 'n'], to: 'a+x b c n' },
    { rule: 'one that is gone leaves its split', ids: ['a', 'b', 'c'], to: 'a b c' },
    { rule: 'the last of a tab takes the tab along', ids: ['a', 'x', 'c'], to: 'a+x c' },
    { rule: 'the order of the list does not move what was arranged', ids: ['x', 'c', 'b', 'a'], to: 'a+x b c' },
    { rule: 'nothing is left', ids: [], to: '' },
  ])('$rule', ({ ids, to }) => {
    expect(names(reconciled(arranged, ids))).toBe(to)
  })

  it('is the same object while nothing changed, so that nothing is drawn again', () => {
    expect(reconciled(arranged, ['a', 'b', 'c', 'x'])).toBe(arranged)
  })
})

it('[U8] splits beside a pane and makes the new one active', () => {
  expect(names(arranged)).toBe('a+x b c')
  expect(tabWith(arranged, 'a')).toMatchObject({ active: 'x', zoomed: false })
  // A terminal that had a tab already (the list was faster than the answer) moves into the split.
  expect(names(split(three, 'a', 'column', 'b'))).toBe('a+b c')
})

it.each([
  { rule: 'the pane before it', closing: 'x', shown: 'a' },
  { rule: 'the pane after it when it is the first', closing: 'a', shown: 'x' },
  { rule: 'the next tab when it was alone', closing: 'b', shown: 'c' },
  { rule: 'the tab before when it was the last', closing: 'c', shown: 'b' },
  { rule: 'nothing that is there', closing: 'q', shown: null },
])('[U8] after closing $closing comes $rule', ({ closing, shown }) => {
  expect(shownAfterClosing(arranged, closing)).toBe(shown)
})

it('[U8] zooms a pane of a split, until another is wanted or it goes', () => {
  const zoomed = zoomToggled(arranged, 'a')
  expect(tabWith(zoomed, 'a')).toMatchObject({ active: 'a', zoomed: true })
  expect(tabWith(activated(zoomed, 'a'), 'a')).toMatchObject({ zoomed: true })
  expect(tabWith(activated(zoomed, 'x'), 'a')).toMatchObject({ active: 'x', zoomed: false })
  expect(tabWith(without(zoomed, 'a'), 'x')).toMatchObject({ active: 'x', zoomed: false })
  expect(zoomToggled(arranged, 'b')).toEqual(arranged)
})

it('[U8] takes a pane out of its split into a tab beside it', () => {
  const out = detached(arranged, 'a')
  expect(names(out)).toBe('x a b c')
  const again = detached(split(out, 'a', 'row', 'y'), 'a')
  expect(names(again)).toBe('x y a b c')
  expect(new Set(again.tabs.map(({ id }) => id)).size).toBe(5)
})

it('[U8] moves a tab, and no further than the ends', () => {
  expect(names(tabMoved(arranged, tabId('c'), 0))).toBe('c a+x b')
  expect(names(tabMoved(arranged, tabId('a'), 99))).toBe('b c a+x')
  expect(names(tabMoved(arranged, tabId('b'), -1))).toBe('b a+x c')
  expect(tabBeside(arranged, arranged.tabs[2], 1)).toBe(arranged.tabs[0])
  expect(tabBeside(arranged, undefined, 1)).toBe(arranged.tabs[0])
  expect(tabBeside(arranged, undefined, -1)).toBe(arranged.tabs[2])
  expect(tabBeside(EMPTY, undefined, 1)).toBeUndefined()
})

describe('[U8] what was stored', () => {
  it('is read as it was', () => {
    expect(parseLayout(JSON.stringify(arranged))).toEqual(arranged)
  })
  it.each([
    { what: 'nothing', text: null },
    { what: 'no JSON', text: '{' },
    { what: 'another shape', text: '{"tabs":[{"id":"t"}]}' },
    {
      what: 'a terminal twice',
      text: JSON.stringify({ tabs: [...arranged.tabs, { ...arranged.tabs[0], id: 'other' }] }),
    },
    {
      what: 'an active pane that is not there',
      text: JSON.stringify({ tabs: [{ ...arranged.tabs[0], active: 'q' }] }),
    },
  ])('counts as nothing when it is $what', ({ text }) => {
    expect(parseLayout(text)).toEqual(EMPTY)
  })
})

describe('[U8] moving beside another pane', () => {
  const pane = (terminalId: string) => ({ kind: 'pane', terminalId }) as const
  const tab = (terminalId: string) => ({ kind: 'tab', tabId: tabId(terminalId) }) as const

  it.each([
    { rule: 'a tab', moving: tab('b'), beside: 'x', side: 'right', to: 'a+x+b c', active: 'b' },
    { rule: 'a tab of several, whole', moving: tab('a'), beside: 'c', side: 'left', to: 'b a+x+c', active: 'x' },
    { rule: 'a pane out of its split', moving: pane('a'), beside: 'b', side: 'up', to: 'x a+b c', active: 'a' },
    { rule: 'a pane within its tab', moving: pane('x'), beside: 'a', side: 'left', to: 'x+a b c', active: 'x' },
    { rule: 'nothing beside itself', moving: tab('a'), beside: 'x', side: 'left', to: 'a+x b c', active: 'x' },
    {
      rule: 'nothing beside what is not there',
      moving: tab('a'),
      beside: 'q',
      side: 'left',
      to: 'a+x b c',
      active: 'x',
    },
  ] as const)('$rule', ({ moving, beside, side, to, active }) => {
    const moved = placedBeside(arranged, moving, beside, side)
    expect(names(moved)).toBe(to)
    expect(tabWith(moved, active)?.active).toBe(active)
  })

  it('refuses what a tab has no room for', () => {
    const many = Array.from({ length: MAX_PANES_PER_TAB - 2 }, (_, index) => `n${index}`)
    const full = many.reduce((layout, id) => split(layout, 'a', 'row', id), arranged)
    expect(canPlace(full, tab('b'), 'a')).toBe('full')
    expect(placedBeside(full, tab('b'), 'a', 'left')).toBe(full)
    expect(canPlace(full, pane('x'), 'a')).toBe('yes')
    expect(canPlace(full, pane('x'), 'x')).toBeNull()
  })

  it('goes past the neighbour on a side, and stays where there is none', () => {
    expect(names(movedTo(arranged, 'x', 'left'))).toBe('x+a b c')
    expect(movedTo(arranged, 'x', 'right')).toBe(arranged)
    expect(movedTo(arranged, 'b', 'right')).toBe(arranged)
  })

  it('takes a pane to the place in the row where it was let go', () => {
    expect(names(placedInRow(arranged, pane('x'), 2))).toBe('a b x c')
    expect(names(placedInRow(arranged, pane('x'), 0))).toBe('x a b c')
    expect(placedInRow(arranged, pane('b'), 0)).toBe(arranged)
    expect(names(placedInRow(arranged, tab('c'), 0))).toBe('c a+x b')
  })
})
