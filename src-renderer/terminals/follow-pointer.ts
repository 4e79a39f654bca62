// Follows the pointer from a press until it is let go. Escape, and whatever takes the pointer away, gives up.

/** Pixels; less is a click by an unsteady hand. */
const DRAG_STARTS_AT = 5

export type Point = { readonly x: number; readonly y: number }

type Following = {
  /** At each step, as soon as it is more than a click. */
  onMove: (to: Point) => void
  /** Let go after it has moved. */
  onDrop: (at: Point) => void
  /** In any case, last. */
  onEnd: () => void
}

export function followPointer(down: Point, { onMove, onDrop, onEnd }: Following): void {
  const abort = new AbortController()
  const listen = { signal: abort.signal, capture: true }
  let moved = false
  const end = () => {
    abort.abort()
    onEnd()
  }
  const move = ({ clientX: x, clientY: y }: PointerEvent) => {
    moved ||= Math.hypot(x - down.x, y - down.y) >= DRAG_STARTS_AT
    if (moved) onMove({ x, y })
  }
  const up = ({ clientX: x, clientY: y }: PointerEvent) => {
    if (moved) onDrop({ x, y })
    end()
  }
  window.addEventListener('pointermove', move, listen)
  window.addEventListener('pointerup', up, listen)
  window.addEventListener('pointercancel', end, listen)
  // Not captured: only the window's own, or every change of focus would end it.
  window.addEventListener('blur', end, { signal: abort.signal })
  window.addEventListener('keydown', (event) => event.key === 'Escape' && end(), listen)
}
