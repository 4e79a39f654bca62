// What can be done with the panes and tabs of the page, as the palette, the keyboard and the menu offer it.
import {
  ArrowDown,
  ArrowLeft,
  ArrowLeftToLine,
  ArrowRight,
  ArrowRightToLine,
  ArrowUp,
  Clapperboard,
  Columns2,
  Equal,
  Expand,
  MoveHorizontal,
  PanelTopOpen,
  Pencil,
  Plus,
  Rows2,
  X,
} from 'lucide-react'
import type { Command } from '../commands/index.ts'
import type { Direction, Side } from '../terminal-layout/index.ts'

export type PaneDoings = {
  open: () => void
  split: (direction: Direction) => void
  close: () => void
  rename: () => void
  recordings: () => void
  focus: (side: Side) => void
  zoom: () => void
  even: () => void
  resize: () => void
  /** Past its neighbour on that side. */
  move: (side: Side) => void
  detach: () => void
  /** Into the tab before, or after when it is the first. */
  join: () => void
  moveTab: (by: 1 | -1) => void
}

type Situation = { tabs: number; panes: number; zoomed: boolean }

const group = 'Terminals'
const SIDES: readonly { side: Side; words: string }[] = [
  { side: 'left', words: 'left' },
  { side: 'right', words: 'right' },
  { side: 'up', words: 'above' },
  { side: 'down', words: 'below' },
]

const MOVES: readonly { side: Side; words: string; icon: Command['icon'] }[] = [
  { side: 'left', words: 'left', icon: ArrowLeft },
  { side: 'right', words: 'right', icon: ArrowRight },
  { side: 'up', words: 'up', icon: ArrowUp },
  { side: 'down', words: 'down', icon: ArrowDown },
]

/** Only what can be done now: a key that has nothing to do here stays the shell's. */
export function paneActions(doings: PaneDoings, { tabs, panes, zoomed }: Situation): Command[] {
  const { open, split, close, rename, recordings } = doings
  const always: Command[] = [{ id: 'tab.new', title: 'New terminal', group, icon: Plus, shortcut: 'KeyT', run: open }]
  always.push({ id: 'view.recordings', title: 'Recordings…', group, icon: Clapperboard, run: recordings })
  if (panes === 0) return always
  return [
    ...always,
    { id: 'pane.split-right', title: 'Split right', group, icon: Columns2, shortcut: 'KeyO', run: () => split('row') },
    { id: 'pane.split-down', title: 'Split down', group, icon: Rows2, shortcut: 'KeyE', run: () => split('column') },
    ...(panes > 1 ? ofSplits(doings, zoomed) : []),
    ...(tabs > 1 ? ofTabs(doings) : []),
    { id: 'terminal.rename', title: 'Rename terminal…', group, icon: Pencil, run: rename },
    { id: 'terminal.close', title: 'Close terminal', group, icon: X, shortcut: 'KeyW', run: close },
  ]
}

function ofSplits({ focus, zoom, even, resize, move, detach }: PaneDoings, zoomed: boolean): Command[] {
  return [
    {
      id: 'pane.zoom',
      title: zoomed ? 'Show all panes' : 'Zoom pane',
      group,
      icon: Expand,
      shortcut: 'Enter',
      run: zoom,
    },
    ...SIDES.map(({ side, words }) => ({
      id: `pane.focus-${side}`,
      title: `Go to the pane ${words}`,
      group,
      shortcut: `Arrow${side.charAt(0).toUpperCase()}${side.slice(1)}`,
      run: () => focus(side),
    })),
    { id: 'pane.resize', title: 'Resize pane', group, icon: MoveHorizontal, shortcut: 'KeyS', run: resize },
    { id: 'pane.even', title: 'Make panes equal', group, icon: Equal, run: even },
    ...MOVES.map(({ side, words, icon }) => ({
      id: `pane.move-${side}`,
      title: `Move pane ${words}`,
      group,
      icon,
      run: () => move(side),
    })),
    { id: 'pane.detach', title: 'Move pane to a tab of its own', group, icon: PanelTopOpen, run: detach },
  ]
}

function ofTabs({ moveTab, join }: PaneDoings): Command[] {
  return [
    { id: 'tab.join', title: 'Move tab into a split', group, icon: Columns2, run: join },
    {
      id: 'tab.move-left',
      title: 'Move tab left',
      group,
      icon: ArrowLeftToLine,
      shortcut: 'PageUp',
      run: () => moveTab(-1),
    },
    {
      id: 'tab.move-right',
      title: 'Move tab right',
      group,
      icon: ArrowRightToLine,
      shortcut: 'PageDown',
      run: () => moveTab(1),
    },
  ]
}
