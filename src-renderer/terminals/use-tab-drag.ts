// Drags a tab to another place in its row. The row is arranged anew when the pointer is let go; Escape gives up.
import { type PointerEvent, type RefObject, useState } from 'react'

/** Pixels; less is a click by an unsteady hand. */
const DRAG_STARTS_AT = 5

/** `place` is the index that the dragged tab would get. */
export type TabDrag = { readonly tabId: string; readonly from: number; readonly place: number }

type Dragging = { drag: TabDrag | null; onPointerDown: (event: PointerEvent, tabId: string, index: number) => void }

export function useTabDrag(row: RefObject<HTMLElement | null>, onMove: (tabId: string, to: number) => void): Dragging {
  const [drag, setDrag] = useState<TabDrag | null>(null)

  const onPointerDown = (down: PointerEvent, tabId: string, from: number) => {
    if (down.button !== 0 || down.pointerType === 'touch') return
    const middles = middlesOf(row.current)
    let place: number | null = null
    const abort = new AbortController()
    const listen = { signal: abort.signal, capture: true }
    const end = () => {
      abort.abort()
      setDrag(null)
    }
    const move = ({ clientX }: { clientX: number }) => {
      if (place === null && Math.abs(clientX - down.clientX) < DRAG_STARTS_AT) return
      place = middles.filter((middle, index) => index !== from && middle < clientX).length
      setDrag({ tabId, from, place })
    }
    const up = () => {
      end()
      if (place !== null && place !== from) onMove(tabId, place)
    }
    window.addEventListener('pointermove', move, listen)
    window.addEventListener('pointerup', up, listen)
    window.addEventListener('pointercancel', end, listen)
    // Not captured: only the window's own, or every change of focus would end it.
    window.addEventListener('blur', end, { signal: abort.signal })
    window.addEventListener('keydown', (event) => event.key === 'Escape' && end(), listen)
  }
  return { drag, onPointerDown }
}

function middlesOf(row: HTMLElement | null): number[] {
  return Array.from(row?.querySelectorAll('[role="tab"]') ?? [], (tab) => {
    const { left, width } = tab.getBoundingClientRect()
    return left + width / 2
  })
}
