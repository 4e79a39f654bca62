// The panes of the open tab. Every view is laid on the area by its fractions, never nested, so that a split, a zoom or a move to
// another tab draws no terminal anew: its screen, its selection and its scroll position stay.
import { type CSSProperties, useEffect, useRef, useState } from 'react'
import type { TerminalSummary } from '#contract/host'
import { geometryOf, halfOn, panesOf, type Rectangle, type Tab } from '../terminal-layout/index.ts'
import { keptViews } from './kept-views.ts'
import { PaneDivider } from './pane-divider.tsx'
import { PaneFrame } from './pane-frame.tsx'
import type { Drag, Dragging } from './use-dragging.ts'

type PaneAreaProps = {
  terminals: readonly TerminalSummary[]
  tab: Tab
  active: string | null
  /** The active view takes the focus each time this changes. */
  focusAsked: number
  /** Where the signs of a pane alone in its tab go. */
  signs: HTMLElement | null
  dragging: Dragging
  onActivate: (terminalId: string) => void
  onZoom: (terminalId: string) => void
  onClose: (terminalId: string) => void
  /** The keys go back to the terminal. */
  onFocus: () => void
}

export function PaneArea(props: PaneAreaProps) {
  const { terminals, tab, active, focusAsked, signs, dragging, onActivate, onZoom, onClose, onFocus } = props
  const area = useRef<HTMLDivElement>(null)
  const { panes, dividers } = geometryOf(tab.root)
  const shown = tab.zoomed && active !== null ? [active] : panesOf(tab.root)
  const kept = useKeptViews(terminals, shown)
  return (
    <div ref={area} className="relative h-full min-h-0 overflow-hidden">
      {terminals
        .filter(({ id }) => kept.includes(id) || shown.includes(id))
        .map((terminal) => (
          <PaneFrame
            key={terminal.id}
            terminal={terminal}
            style={placeOf(tab.zoomed ? undefined : panes.get(terminal.id))}
            shown={shown.includes(terminal.id)}
            active={terminal.id === active}
            zoomed={tab.zoomed}
            place={[...panes.keys()].indexOf(terminal.id) + 1}
            panes={panes.has(terminal.id) ? panes.size : 1}
            focusAsked={focusAsked}
            signsOfOne={panes.has(terminal.id) ? signs : null}
            onActivate={() => onActivate(terminal.id)}
            onGrab={(event) => dragging.start(event, { kind: 'pane', terminalId: terminal.id })}
            onZoom={() => onZoom(terminal.id)}
            onClose={() => onClose(terminal.id)}
          />
        ))}
      {!tab.zoomed &&
        dividers.map((divider) => (
          <PaneDivider
            key={[...divider.path, divider.index].join('.')}
            divider={divider}
            tabId={tab.id}
            area={area}
            onDone={onFocus}
          />
        ))}
      {dragging.drag && <DropShown drag={dragging.drag} panes={panes} zoomed={tab.zoomed} />}
    </div>
  )
}

type DropShownProps = { drag: Drag; panes: ReadonlyMap<string, Rectangle>; zoomed: boolean }

/** Where what is dragged would stand. It lies over the panes, so that the programs in them notice nothing of the pointer. */
function DropShown({ drag: { drop }, panes, zoomed }: DropShownProps) {
  const room = drop?.kind === 'pane' ? (zoomed ? WHOLE : panes.get(drop.terminalId)) : undefined
  return (
    <div className="absolute inset-0 z-20 cursor-grabbing">
      {drop?.kind === 'pane' && room && (
        <div
          data-drop={drop.side}
          style={placeOf(halfOn(room, drop.side))}
          className="absolute border-2 border-accent bg-accent/20"
        />
      )}
    </div>
  )
}

const WHOLE: Rectangle = { left: 0, top: 0, width: 1, height: 1 }

function useKeptViews(terminals: readonly TerminalSummary[], shown: readonly string[]): readonly string[] {
  const [kept, setKept] = useState<readonly string[]>(shown)
  const ids = terminals.map(({ id }) => id).join('\n')
  const visible = shown.join('\n')
  useEffect(() => {
    setKept((before) => keptViews(before, ids.split('\n'), visible.split('\n')))
  }, [ids, visible])
  return kept
}

function placeOf(rectangle: Rectangle | undefined): CSSProperties {
  if (!rectangle) return { inset: 0 }
  const { left, top, width, height } = rectangle
  return { left: `${left * 100}%`, top: `${top * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` }
}
