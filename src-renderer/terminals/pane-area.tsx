// The panes of the open tab. Every view is laid on the area by its fractions, never nested, so that a split, a zoom or a move to
// another tab draws no terminal anew: its screen, its selection and its scroll position stay.
import { type CSSProperties, useEffect, useRef, useState } from 'react'
import type { TerminalSummary } from '#contract/host'
import { geometryOf, panesOf, type Rectangle, type Tab } from '../terminal-layout/index.ts'
import { cn } from '../ui/index.ts'
import { keptViews } from './kept-views.ts'
import { PaneDivider } from './pane-divider.tsx'
import { PaneHeader } from './pane-header.tsx'
import { nameOf } from './terminal-name.ts'
import { TerminalView } from './terminal-view.tsx'
import { recordTerminal, restartTerminal } from './use-terminals.ts'

type PaneAreaProps = {
  terminals: readonly TerminalSummary[]
  tab: Tab
  active: string | null
  /** The active view takes the focus each time this changes. */
  focusAsked: number
  onActivate: (terminalId: string) => void
  onZoom: (terminalId: string) => void
  onClose: (terminalId: string) => void
  /** The keys go back to the terminal. */
  onFocus: () => void
}

export function PaneArea(props: PaneAreaProps) {
  const { terminals, tab, active, focusAsked, onActivate, onZoom, onClose, onFocus } = props
  const area = useRef<HTMLDivElement>(null)
  const { panes, dividers } = geometryOf(tab.root)
  const shown = tab.zoomed && active !== null ? [active] : panesOf(tab.root)
  const kept = useKeptViews(terminals, shown)
  return (
    <div ref={area} className="relative h-full min-h-0 overflow-hidden">
      {terminals
        .filter(({ id }) => kept.includes(id) || shown.includes(id))
        .map((terminal) => (
          <div
            key={terminal.id}
            data-pane
            style={tab.zoomed ? placeOf(undefined) : placeOf(panes.get(terminal.id))}
            onFocusCapture={() => onActivate(terminal.id)}
            className={cn('absolute flex flex-col', !shown.includes(terminal.id) && 'hidden')}
          >
            {panes.size > 1 && (
              <PaneHeader
                terminal={terminal}
                active={terminal.id === active}
                zoomed={tab.zoomed}
                panes={panes.size}
                onZoom={() => onZoom(terminal.id)}
                onClose={() => onClose(terminal.id)}
              />
            )}
            <div className="min-h-0 flex-1">
              <TerminalView
                source={{ kind: 'local', terminalId: terminal.id }}
                title={paneName(terminal, [...panes.keys()])}
                visible={shown.includes(terminal.id)}
                active={terminal.id === active}
                focusAsked={focusAsked}
                onRestart={() => restartTerminal(terminal.id)}
                onRecord={(on) => recordTerminal(terminal.id, on)}
              />
            </div>
          </div>
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
    </div>
  )
}

/** Two shells of one name are told apart by their place. */
function paneName(terminal: TerminalSummary, panes: readonly string[]): string {
  const place = panes.indexOf(terminal.id)
  return panes.length > 1 && place >= 0 ? `${nameOf(terminal)}, pane ${place + 1} of ${panes.length}` : nameOf(terminal)
}

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
