// The terminals of this machine: a tab each or several side by side in one, the open tab below.
import { Tabs } from '@base-ui/react/tabs'
import { Columns2, Plus, Rows2, SquareTerminal } from 'lucide-react'
import { useReducer, useRef, useState } from 'react'
import type { TerminalSummary } from '#contract/host'
import { ShortcutKeys } from '../commands/index.ts'
import { failureOf } from '../host-client/index.ts'
import { RecordingsDialog } from '../recordings/index.ts'
import { activeOf, canPlace, placedBeside, placedInRow, tabBeside, zoomToggled } from '../terminal-layout/index.ts'
import type { Profile } from '../terminal-preferences/index.ts'
import { Button, EmptyState, ErrorNotice, IconButton, SkeletonRows } from '../ui/index.ts'
import { arrange } from './arrange.ts'
import { CloseTabDialog } from './close-tab-dialog.tsx'
import { PaneArea } from './pane-area.tsx'
import { ProfileMenu } from './profile-menu.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { TerminalMenu } from './terminal-menu.tsx'
import { TerminalTabs } from './terminal-tabs.tsx'
import { useArrangement } from './use-arrangement.ts'
import { useClosing } from './use-closing.ts'
import { useDragging } from './use-dragging.ts'
import { useOpening } from './use-opening.ts'
import { usePageCommands } from './use-page-commands.ts'
import { useStepKeys } from './use-step-keys.ts'
import { useTerminals } from './use-terminals.ts'

const NONE: readonly TerminalSummary[] = []

export function TerminalsPage() {
  const list = useTerminals()
  const terminals = list.state === 'known' ? list.terminals : NONE
  const arrangement = useArrangement(terminals)
  const { layout, tab, active, show } = arrangement
  const [focusAsked, askFocus] = useReducer((times: number) => times + 1, 0)
  const opening = useOpening(arrangement, terminals)
  const closing = useClosing(arrangement)
  const row = useRef<HTMLDivElement>(null)
  const dragging = useDragging({
    row,
    fits: (moving, terminalId) => canPlace(layout, moving, terminalId) === 'yes',
    onDrop: (moving, drop) => {
      arrange((known) =>
        drop.kind === 'row'
          ? placedInRow(known, moving, drop.place)
          : placedBeside(known, moving, drop.terminalId, drop.side),
      )
      show(activeOf(layout, moving) ?? active)
      askFocus()
    },
  })
  const choose = (tabId: string) => show(layout.tabs.find(({ id }) => id === tabId)?.active ?? null)
  const [renaming, rename] = useState<string | null>(null)
  const [signs, setSigns] = useState<HTMLElement | null>(null)
  const [recordings, showRecordings] = useState(false)
  usePageCommands(arrangement, { ...opening, close: closing.close, rename, recordings: () => showRecordings(true) })
  useStepKeys((by) => show(tabBeside(layout, tab, by)?.active ?? null))

  const error = opening.error ?? closing.error
  return (
    <Tabs.Root value={tab?.id ?? null} onValueChange={choose} className="flex h-full min-h-0 flex-col bg-surface">
      <h1 className="sr-only">Terminals</h1>
      {tab && (
        <div className="flex h-10 shrink-0 items-center border-b border-line bg-canvas">
          <TerminalTabs
            row={row}
            dragging={dragging}
            tabs={layout.tabs}
            terminals={terminals}
            onChoose={askFocus}
            onClose={closing.closeTab}
            onRename={({ active: id }) => rename(id)}
          />
          <div ref={setSigns} className="flex shrink-0 items-center gap-1.5 pl-2" />
          <Tools opening={opening.isPending} onOpen={opening.open} onSplit={opening.split} />
        </div>
      )}
      {error && <ErrorNotice failure={failureOf(error)} className="m-3" />}
      {list.state === 'failed' && <ErrorNotice failure={list.failure} className="m-3" />}
      {list.state === 'loading' && <Loading />}
      {list.state === 'known' && !tab && <NoTerminals opening={opening.isPending} onOpen={() => opening.open()} />}
      {tab && (
        <Tabs.Panel value={tab.id} keepMounted className="min-h-0 flex-1 outline-hidden">
          <PaneArea
            terminals={terminals}
            tab={tab}
            active={active}
            focusAsked={focusAsked}
            signs={signs}
            dragging={dragging}
            onActivate={(id) => id !== active && show(id)}
            onZoom={(id) => arrange((known) => zoomToggled(known, id))}
            onClose={closing.close}
            onFocus={askFocus}
          />
        </Tabs.Panel>
      )}
      <RecordingsDialog open={recordings} onClose={() => showRecordings(false)} />
      <RenameDialog terminal={terminals.find(({ id }) => id === renaming)} onClose={() => rename(null)} />
      <CloseTabDialog tab={closing.asking} onCancel={closing.cancel} onClose={closing.confirm} />
    </Tabs.Root>
  )
}

type ToolsProps = {
  opening: boolean
  onOpen: (profile?: Profile) => void
  onSplit: (direction: 'row' | 'column') => void
}

function Tools({ opening, onOpen, onSplit }: ToolsProps) {
  return (
    <div className="flex items-center gap-0.5 px-1.5">
      <IconButton
        label="New terminal"
        shortcut={<ShortcutKeys shortcut="KeyT" />}
        icon={<Plus />}
        busy={opening}
        onClick={() => onOpen()}
      />
      <ProfileMenu onOpen={onOpen} />
      <IconButton
        label="Split right"
        className="max-sm:hidden"
        shortcut={<ShortcutKeys shortcut="KeyO" />}
        icon={<Columns2 />}
        busy={opening}
        onClick={() => onSplit('row')}
      />
      <IconButton
        label="Split down"
        className="max-sm:hidden"
        shortcut={<ShortcutKeys shortcut="KeyE" />}
        icon={<Rows2 />}
        busy={opening}
        onClick={() => onSplit('column')}
      />
      <TerminalMenu />
    </div>
  )
}

function NoTerminals({ opening, onOpen }: { opening: boolean; onOpen: () => void }) {
  return (
    <EmptyState
      icon={<SquareTerminal />}
      title="No terminal is open"
      sentence="A terminal runs your shell, and goes on when this window closes."
      action={
        <Button variant="primary" size="lg" busy={opening} onClick={onOpen}>
          <Plus aria-hidden />
          New terminal
        </Button>
      }
    />
  )
}

function Loading() {
  return (
    <div className="px-4 py-2">
      <SkeletonRows label="Loading the terminals" rows={1} />
    </div>
  )
}
