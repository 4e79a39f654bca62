// The row of tabs. The cross is for the mouse; by keyboard a tab closes with Delete and is renamed
// with F2, or by the commands. A tab is dragged to another place or into a split, or moved there by the commands.
import { Tabs } from '@base-ui/react/tabs'
import { SquareTerminal, X } from 'lucide-react'
import type { KeyboardEvent, MouseEvent, PointerEvent, RefObject } from 'react'
import type { TerminalSummary } from '#contract/host'
import { panesOf, type Tab } from '../terminal-layout/index.ts'
import { Badge, cn } from '../ui/index.ts'
import { stateBadge } from './exit-words.ts'
import { nameOf } from './terminal-name.ts'
import type { Drag, Dragging } from './use-dragging.ts'

type TerminalTabsProps = {
  row: RefObject<HTMLDivElement | null>
  dragging: Dragging
  tabs: readonly Tab[]
  terminals: readonly TerminalSummary[]
  /** A tab was clicked or entered, the shown one too: the person means to type. */
  onChoose: () => void
  onClose: (tab: Tab) => void
  onRename: (tab: Tab) => void
}

export function TerminalTabs(props: TerminalTabsProps) {
  const { row, dragging, tabs, terminals, onChoose, onClose, onRename } = props
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
          mark={markAt(tabs, index, dragging.drag)}
          onChoose={onChoose}
          onClose={() => onClose(tab)}
          onRename={() => onRename(tab)}
          onPointerDown={(event) => dragging.start(event, { kind: 'tab', tabId: tab.id })}
        />
      ))}
    </Tabs.List>
  )
}

type Mark = 'dragged' | 'before' | 'after' | null

/** The line at which what is dragged would stand. */
function markAt(tabs: readonly Tab[], index: number, drag: Drag | null): Mark {
  if (drag === null) return null
  const { moving, drop } = drag
  const from = moving.kind === 'tab' ? tabs.findIndex(({ id }) => id === moving.tabId) : tabs.length
  if (index === from) return 'dragged'
  if (drop?.kind !== 'row') return null
  if (moving.kind === 'pane' && drop.place === tabs.length) return index === tabs.length - 1 ? 'after' : null
  if (index !== drop.place) return null
  return drop.place < from ? 'before' : 'after'
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
      data-tab={tab.id}
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
