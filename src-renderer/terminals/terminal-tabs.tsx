// The row of tabs, one a terminal. The cross is for the mouse; by keyboard a tab closes with Delete, or by the command.
import { Tabs } from '@base-ui/react/tabs'
import { SquareTerminal, X } from 'lucide-react'
import type { KeyboardEvent, MouseEvent } from 'react'
import type { TerminalSummary } from '#contract/host'
import { Badge, cn } from '../ui/index.ts'
import { stateBadge } from './exit-words.ts'

type TerminalTabsProps = {
  terminals: readonly TerminalSummary[]
  /** A tab was clicked or entered, the shown one too: the person means to type. */
  onChoose: () => void
  onClose: (id: string) => void
}

export function TerminalTabs({ terminals, onChoose, onClose }: TerminalTabsProps) {
  return (
    <Tabs.List
      aria-label="Terminals"
      className="flex min-w-0 flex-1 items-stretch self-stretch overflow-x-auto overflow-y-hidden"
    >
      {terminals.map((terminal) => (
        <TerminalTab key={terminal.id} terminal={terminal} onChoose={onChoose} onClose={() => onClose(terminal.id)} />
      ))}
    </Tabs.List>
  )
}

type TerminalTabProps = { terminal: TerminalSummary; onChoose: () => void; onClose: () => void }

function TerminalTab({ terminal, onChoose, onClose }: TerminalTabProps) {
  const title = titleOf(terminal)
  const ended = stateBadge(terminal.state)
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Delete') onClose()
  }
  const middleClick = (event: MouseEvent) => {
    if (event.button === 1) onClose()
  }
  const cross = (event: MouseEvent) => {
    event.stopPropagation()
    onClose()
  }
  return (
    <Tabs.Tab
      value={terminal.id}
      title={terminal.cwd ? `${title} — ${terminal.cwd}` : title}
      aria-keyshortcuts="Delete"
      onClick={onChoose}
      onKeyDown={key}
      onAuxClick={middleClick}
      className={cn(
        'group flex max-w-60 min-w-28 shrink-0 select-none items-center gap-2 border-r border-line px-3 text-ink-soft -outline-offset-2',
        'hover:bg-hover data-active:bg-surface data-active:text-ink data-active:shadow-[inset_0_2px_0_var(--color-accent)]',
      )}
    >
      <SquareTerminal aria-hidden className="size-3.5 shrink-0 text-ink-faint group-data-active:text-accent-ink" />
      <span className="min-w-0 flex-1 truncate text-left">{title}</span>
      {ended && <Badge tone={ended === 'exit 0' ? 'neutral' : 'warn'}>{ended}</Badge>}
      <span
        aria-hidden
        onClick={cross}
        className="-mr-1 grid size-5 place-items-center rounded-sm text-ink-faint opacity-0 hover:bg-selected hover:text-ink group-hover:opacity-100 group-data-active:opacity-100"
      >
        <X className="size-3.5" />
      </span>
    </Tabs.Tab>
  )
}

export function titleOf({ title, shell }: TerminalSummary): string {
  return title || shell.split(/[\\/]/).at(-1) || 'Terminal'
}
