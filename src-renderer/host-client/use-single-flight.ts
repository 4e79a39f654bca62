// One at a time: a second click while the first is under way does nothing. A mutation's `isPending` cannot guard this, for
// it turns true a moment after the call, and a double click is faster.
import { useRef } from 'react'

/** `start` is called unless an earlier one has not called `done` yet. */
export function useSingleFlight(): (start: (done: () => void) => void) => void {
  const underWay = useRef(false)
  const done = () => {
    underWay.current = false
  }
  return (start) => {
    if (underWay.current) return
    underWay.current = true
    start(done)
  }
}
