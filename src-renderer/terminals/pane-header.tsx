// The line above a pane of a split: whose it is, where it is dragged by, and how to see it larger or close it.
import { Maximize2, Minimize2, X } from 'lucide-react'
import type { PointerEvent } from 'react'
import type { TerminalSummary } from '#contract/host'
import { ShortcutKeys } from '../commands/index.ts'
import { Badge, cn, IconButton } from '../ui/index.ts'
import { stateBadge } from './exit-words.ts'
import { nameOf } from './terminal-name.ts'

type PaneHeaderProps = {
  terminal: TerminalSummary
  active: boolean
  zoomed: boolean
  panes: number
  /** Told where the signs of the terminal go. */
  signs: (place: HTMLElement | null) => void
  /** Pressed where nothing else is: the pane may be dragged. */
  onGrab: (event: PointerEvent) => void
  onZoom: () => void
  onClose: () => void
}

export function PaneHeader({ terminal, active, zoomed, panes, signs, onGrab, onZoom, onClose }: PaneHeaderProps) {
  const ended = stateBadge(terminal.state)
  return (
    <header
      onPointerDown={(event) => isBare(event) && onGrab(event)}
      className={cn(
        'flex h-7 shrink-0 select-none items-center gap-2 border-b border-line pr-0.5 pl-3 text-xs',
        active ? 'bg-selected text-ink' : 'bg-canvas text-ink-soft',
      )}
    >
      <span className={cn('min-w-0 truncate', active && 'font-medium')}>{nameOf(terminal)}</span>
      <span className="min-w-0 flex-1 truncate font-mono text-[0.6875rem] text-ink-soft">{terminal.cwd}</span>
      {zoomed && <Badge tone="accent">1 of {panes} panes</Badge>}
      {ended && <Badge tone={ended === 'exit 0' ? 'neutral' : 'warn'}>{ended}</Badge>}
      <span ref={signs} className="flex shrink-0 items-center gap-1" />
      <span className="flex">
        <IconButton
          label={zoomed ? 'Show all panes' : 'Zoom pane'}
          shortcut={<ShortcutKeys shortcut="Enter" />}
          size="sm"
          className="h-6 w-6"
          icon={zoomed ? <Minimize2 /> : <Maximize2 />}
          onClick={onZoom}
        />
        <IconButton label="Close pane" size="sm" className="h-6 w-6" icon={<X />} onClick={onClose} />
      </span>
    </header>
  )
}

const isBare = ({ target }: PointerEvent): boolean => target instanceof Element && target.closest('button') === null
