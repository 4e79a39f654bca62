// Drags a tab or a pane: to another place in the row of tabs, or beside a pane, whose room it halves on the side that the pointer is
// nearest to. Everything is arranged anew when the pointer is let go.
import { type PointerEvent, type RefObject, useState } from 'react'
import { type Moving, nearestSide, type Side } from '../terminal-layout/index.ts'
import { followPointer, type Point } from './follow-pointer.ts'

export type Drop =
  /** The index that it would get in the row. */
  | { readonly kind: 'row'; readonly place: number }
  | { readonly kind: 'pane'; readonly terminalId: string; readonly side: Side }

export type Drag = { readonly moving: Moving; readonly drop: Drop | null }

type Options = {
  row: RefObject<HTMLElement | null>
  /** Whether it may stand beside this pane. */
  fits: (moving: Moving, terminalId: string) => boolean
  onDrop: (moving: Moving, drop: Drop) => void
}

export type Dragging = { drag: Drag | null; start: (event: PointerEvent, moving: Moving) => void }

export function useDragging({ row, fits, onDrop }: Options): Dragging {
  const [drag, setDrag] = useState<Drag | null>(null)

  const start = (event: PointerEvent, moving: Moving) => {
    if (event.button !== 0 || event.pointerType === 'touch') return
    const tabs = tabsOf(row.current)
    const dropAt = (at: Point): Drop | null => {
      const beside = besidePane(at)
      if (beside && fits(moving, beside.terminalId)) return beside
      return moving.kind === 'tab' || isOver(row.current, at) ? { kind: 'row', place: placeIn(tabs, moving, at) } : null
    }
    followPointer(
      { x: event.clientX, y: event.clientY },
      {
        onMove: (to) => setDrag({ moving, drop: dropAt(to) }),
        onDrop: (at) => {
          const drop = dropAt(at)
          if (drop) onDrop(moving, drop)
        },
        onEnd: () => setDrag(null),
      },
    )
  }
  return { drag, start }
}

function besidePane({ x, y }: Point): Extract<Drop, { kind: 'pane' }> | null {
  const pane = document.elementsFromPoint(x, y).find((element) => element.hasAttribute('data-pane'))
  const terminalId = pane?.getAttribute('data-pane')
  return pane && terminalId ? { kind: 'pane', terminalId, side: nearestSide(pane.getBoundingClientRect(), x, y) } : null
}

function isOver(element: HTMLElement | null, { x, y }: Point): boolean {
  return element !== null && document.elementsFromPoint(x, y).includes(element)
}

type TabInRow = { readonly id: string; readonly middle: number }

function placeIn(tabs: readonly TabInRow[], moving: Moving, { x }: Point): number {
  return tabs.filter(({ id, middle }) => !(moving.kind === 'tab' && moving.tabId === id) && middle < x).length
}

function tabsOf(row: HTMLElement | null): TabInRow[] {
  return Array.from(row?.querySelectorAll('[role="tab"]') ?? [], (tab) => {
    const { left, width } = tab.getBoundingClientRect()
    return { id: tab.getAttribute('data-tab') ?? '', middle: left + width / 2 }
  })
}
