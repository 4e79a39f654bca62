// One pane where it stands: its header when it has neighbours, and its terminal.
import { type CSSProperties, type PointerEvent, useState } from 'react'
import type { TerminalSummary } from '#contract/host'
import { cn } from '../ui/index.ts'
import { PaneHeader } from './pane-header.tsx'
import { nameOf } from './terminal-name.ts'
import { TerminalView } from './terminal-view.tsx'
import { recordTerminal, restartTerminal } from './use-terminals.ts'

type PaneFrameProps = {
  terminal: TerminalSummary
  style: CSSProperties
  shown: boolean
  active: boolean
  zoomed: boolean
  /** From 1, among this many of its tab. Alone it has no header. */
  place: number
  panes: number
  focusAsked: number
  /** Where the signs of a pane without a header go. */
  signsOfOne: HTMLElement | null
  onActivate: () => void
  onGrab: (event: PointerEvent) => void
  onZoom: () => void
  onClose: () => void
}

export function PaneFrame(props: PaneFrameProps) {
  const { terminal, style, shown, active, zoomed, place, panes, focusAsked, signsOfOne } = props
  const [signs, setSigns] = useState<HTMLElement | null>(null)
  const name = nameOf(terminal)
  return (
    <div
      data-pane={terminal.id}
      style={style}
      onFocusCapture={props.onActivate}
      className={cn('absolute flex flex-col', !shown && 'hidden')}
    >
      {panes > 1 && (
        <PaneHeader
          terminal={terminal}
          active={active}
          zoomed={zoomed}
          panes={panes}
          signs={setSigns}
          onGrab={props.onGrab}
          onZoom={props.onZoom}
          onClose={props.onClose}
        />
      )}
      <div className="min-h-0 flex-1">
        <TerminalView
          source={{ kind: 'local', terminalId: terminal.id }}
          // Two shells of one name are told apart by their place.
          title={panes > 1 ? `${name}, pane ${place} of ${panes}` : name}
          visible={shown}
          active={active}
          focusAsked={focusAsked}
          signs={panes > 1 ? signs : signsOfOne}
          onRestart={() => restartTerminal(terminal.id)}
          onRecord={(on) => recordTerminal(terminal.id, on)}
        />
      </div>
    </div>
  )
}
