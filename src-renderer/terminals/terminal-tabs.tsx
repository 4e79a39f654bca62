// The row of tabs. The cross is for the mouse; by keyboard a tab closes with Delete and is renamed
// with F2, or by the commands. A tab is dragged to
// another place, or moved there by the command.
import { Tabs } from '@base-ui/react/tabs'
import { SquareTerminal, X } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef } from 'react'
import type { TerminalSummary } from '#contract/host'
import { panesOf, type Tab } from '../terminal-layout/index.ts'
import { Badge, cn } from '../ui/index.ts'
import { stateBadge } from './exit-words.ts'
import { nameOf } from './terminal-name.ts'
import { type TabDrag, useTabDrag } from './use-tab-drag.ts'

type TerminalTabsProps = {
  tabs: readonly Tab[]
  terminals: readonly TerminalSummary[]
  /** A tab was clicked or entered, the shown one too: the person means to type. */
  onChoose: () => void
  onClose: (tab: Tab) => void
  onRename: (tab: Tab) => void
  onMove: (tabId: string, to: number) => void
}

export function TerminalTabs({ tabs, terminals, onChoose, onClose, onRename, onMove }: TerminalTabsProps) {
  const row = useRef<HTMLDivElement>(null)
  const { drag, onPointerDown } = useTabDrag(row, onMove)
  return (
    <Tabs.List
      ref={row}
      aria-label="Terminals"
      className="flex min-w-0 flex-1 items-stretch self-stretch overflow-x-auto overflow-y-hidden"
    >
      {tabs.map((tab, index) => (
        <TerminalTab
          key={tab.id}
          tab={tab}
          terminal={terminals.find(({ id }) => id === tab.active)}
          mark={markAt(index, drag)}
          onChoose={onChoose}
          onClose={() => onClose(tab)}
          onRename={() => onRename(tab)}
          onPointerDown={(event) => onPointerDown(event, tab.id, index)}
        />
      ))}
    </Tabs.List>
  )
}

type Mark = 'dragged' | 'before' | 'after' | null

/** The line at which the dragged tab would stand. */
function markAt(index: number, drag: TabDrag | null): Mark {
  if (drag === null) return null
  if (index === drag.from) return 'dragged'
  if (index !== drag.place) return null
  return drag.place < drag.from ? 'before' : 'after'
}

type TerminalTabProps = {
  tab: Tab
  terminal: TerminalSummary | undefined
  mark: Mark
  onChoose: () => void
  onClose: () => void
  onRename: () => void
  onPointerDown: (event: PointerEvent) => void
}

function TerminalTab({ tab, terminal, mark, onChoose, onClose, onRename, onPointerDown }: TerminalTabProps) {
  const name = terminal ? nameOf(terminal) : 'Terminal'
  const ended = terminal ? stateBadge(terminal.state) : ''
  const panes = panesOf(tab.root).length
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Delete') onClose()
    if (event.key === 'F2') onRename()
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
      value={tab.id}
      title={terminal?.cwd ? `${name} — ${terminal.cwd}` : name}
      aria-keyshortcuts="Delete F2"
      onClick={onChoose}
      onKeyDown={key}
      onDoubleClick={onRename}
      onAuxClick={middleClick}
      onPointerDown={onPointerDown}
      className={cn(
        'group relative flex max-w-60 min-w-28 shrink-0 select-none items-center gap-2 border-r border-line px-3 text-ink-soft -outline-offset-2',
        'hover:bg-hover data-active:bg-surface data-active:text-ink data-active:shadow-[inset_0_2px_0_var(--color-accent)]',
        mark === 'dragged' && 'opacity-50',
        mark === 'before' && 'before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-accent',
        mark === 'after' && 'after:absolute after:inset-y-0 after:right-0 after:w-0.5 after:bg-accent',
      )}
    >
      <SquareTerminal aria-hidden className="size-3.5 shrink-0 text-ink-faint group-data-active:text-accent-ink" />
      <span className="min-w-0 flex-1 truncate text-left">{name}</span>
      {panes > 1 && (
        <Badge>
          {panes}
          <span className="sr-only"> panes</span>
        </Badge>
      )}
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
