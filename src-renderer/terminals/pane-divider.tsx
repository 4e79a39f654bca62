// The line between two panes: dragged by the pointer, moved by the arrow keys, made even by a double click.
import type { KeyboardEvent, PointerEvent, RefObject } from 'react'
import { type Divider, dividerPlaced, panesEvened } from '../terminal-layout/index.ts'
import { cn } from '../ui/index.ts'
import { arrange } from './arrange.ts'

/** Pixels that a pane keeps: two lines and a header. */
const LEAST_PX = 72
/** Of the split's length, for an arrow key. */
const STEP = 0.02

type PaneDividerProps = {
  divider: Divider
  tabId: string
  /** What the fractions of the geometry are fractions of. */
  area: RefObject<HTMLDivElement | null>
  /** Enter or Escape: back to the terminal. */
  onDone: () => void
}

export const dividerName = ({ path, index }: Divider): string => [...path, index].join('.')

export function PaneDivider({ divider, tabId, area, onDone }: PaneDividerProps) {
  const { direction, split, position } = divider
  const across = direction === 'row'

  const startOf = () => {
    const bounds = area.current?.getBoundingClientRect() ?? new DOMRect()
    return across
      ? { start: bounds.left + bounds.width * split.left, length: bounds.width * split.width }
      : { start: bounds.top + bounds.height * split.top, length: bounds.height * split.height }
  }
  const placeAt = (to: number) => {
    const { length } = startOf()
    const least = LEAST_PX / Math.max(LEAST_PX, length)
    arrange((layout) => dividerPlaced(layout, tabId, divider, to, least))
  }
  const drag = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const { start, length } = startOf()
    placeAt(((across ? event.clientX : event.clientY) - start) / length)
  }
  const key = (event: KeyboardEvent) => {
    const delta = { [across ? 'ArrowLeft' : 'ArrowUp']: -STEP, [across ? 'ArrowRight' : 'ArrowDown']: STEP }[event.key]
    if (delta !== undefined) placeAt(position + (event.shiftKey ? delta * 5 : delta))
    else if (event.key === 'Home') placeAt(0)
    else if (event.key === 'End') placeAt(1)
    else if (event.key === 'Enter' || event.key === 'Escape') onDone()
    else return
    event.preventDefault()
  }
  const at = across ? split.left + split.width * position : split.top + split.height * position
  const place = across
    ? { left: percent(at), top: percent(split.top), height: percent(split.height) }
    : { top: percent(at), left: percent(split.left), width: percent(split.width) }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that is moved is focusable; <hr> is not
    <div
      role="separator"
      tabIndex={0}
      aria-label={across ? 'Width of the panes' : 'Height of the panes'}
      aria-orientation={across ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(position * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      data-divider={dividerName(divider)}
      style={place}
      onKeyDown={key}
      onDoubleClick={() => arrange((layout) => panesEvened(layout, tabId))}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      className={cn(
        'group absolute z-10 touch-none outline-hidden',
        across ? '-ml-1 w-2 cursor-col-resize' : '-mt-1 h-2 cursor-row-resize',
      )}
    >
      <span
        className={cn(
          'absolute bg-line group-hover:bg-line-strong group-focus-visible:bg-focus group-active:bg-focus contrast-more:bg-line-strong',
          across
            ? 'inset-y-0 left-1 w-px group-hover:w-0.5 group-focus-visible:w-0.5 group-active:w-0.5'
            : 'inset-x-0 top-1 h-px group-hover:h-0.5 group-focus-visible:h-0.5 group-active:h-0.5',
        )}
      />
    </div>
  )
}

const percent = (fraction: number): string => `${fraction * 100}%`
