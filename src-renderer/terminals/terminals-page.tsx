// The terminals of this machine: a tab each, the shown one below.
import { Tabs } from '@base-ui/react/tabs'
import { Plus, SquareTerminal, Trash2 } from 'lucide-react'
import { useEffect, useReducer, useState } from 'react'
import type { TerminalSummary } from '#contract/host'
import { type Command, ShortcutKeys, useCommands } from '../commands/index.ts'
import { failureOf } from '../host-client/index.ts'
import { Button, EmptyState, ErrorNotice, IconButton, SkeletonRows } from '../ui/index.ts'
import { terminalKeyOf } from './shortcuts.ts'
import { activeAfterClosing, activeOf, keptViews, neighbour } from './tabs.ts'
import { TerminalTabs, titleOf } from './terminal-tabs.tsx'
import { TerminalView } from './terminal-view.tsx'
import { useAskedTerminal } from './use-asked-terminal.ts'
import { restartTerminal, useCloseTerminal, useOpenTerminal, useTerminals } from './use-terminals.ts'

const NONE: readonly TerminalSummary[] = []

export function TerminalsPage() {
  const [asked, ask] = useAskedTerminal()
  const list = useTerminals()
  const terminals = list.state === 'known' ? list.terminals : NONE
  const ids = terminals.map(({ id }) => id)
  const active = activeOf(ids, asked)
  const opening = useOpenTerminal(ask)
  const closing = useCloseTerminal()

  const open = () => opening.mutate()
  const close = (id: string) => {
    ask(activeAfterClosing(ids, active, id))
    closing.mutate(id)
  }
  const [focusAsked, askFocus] = useReducer((times: number) => times + 1, 0)
  const step = (by: 1 | -1) => ask(neighbour(ids, active, by))
  useTerminalCommands({ open, close: active === null ? null : () => close(active) })
  useStepKeys(step)

  const error = opening.error ?? closing.error
  return (
    <Tabs.Root value={active} onValueChange={ask} className="flex h-full min-h-0 flex-col bg-surface">
      <h1 className="sr-only">Terminals</h1>
      {terminals.length > 0 && (
        <div className="flex h-10 shrink-0 items-center border-b border-line bg-canvas">
          <TerminalTabs terminals={terminals} onChoose={askFocus} onClose={close} />
          <div className="flex items-center gap-0.5 px-1.5">
            <IconButton
              label="New terminal"
              shortcut={<ShortcutKeys shortcut="KeyT" />}
              icon={<Plus />}
              busy={opening.isPending}
              onClick={open}
            />
            <IconButton
              label="Close terminal"
              shortcut={<ShortcutKeys shortcut="KeyW" />}
              icon={<Trash2 />}
              onClick={() => active !== null && close(active)}
            />
          </div>
        </div>
      )}
      {error && <ErrorNotice failure={failureOf(error)} className="m-3" />}
      {list.state === 'failed' && <ErrorNotice failure={list.failure} className="m-3" />}
      {list.state === 'loading' && <Loading />}
      {list.state === 'known' && terminals.length === 0 && <NoTerminals opening={opening.isPending} onOpen={open} />}
      <Views terminals={terminals} active={active} focusAsked={focusAsked} />
    </Tabs.Root>
  )
}

type ViewsProps = { terminals: readonly TerminalSummary[]; active: string | null; focusAsked: number }

function Views({ terminals, active, focusAsked }: ViewsProps) {
  const [kept, setKept] = useState<readonly string[]>([])
  const ids = terminals.map(({ id }) => id).join('\n')
  useEffect(() => {
    setKept((before) => keptViews(before, ids.split('\n'), active))
  }, [ids, active])
  return terminals.map((terminal) => (
    <Tabs.Panel key={terminal.id} value={terminal.id} keepMounted className="min-h-0 flex-1 outline-hidden">
      {kept.includes(terminal.id) && (
        <TerminalView
          source={{ kind: 'local', terminalId: terminal.id }}
          title={titleOf(terminal)}
          visible={terminal.id === active}
          focusAsked={focusAsked}
          onRestart={() => restartTerminal(terminal.id)}
        />
      )}
    </Tabs.Panel>
  ))
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

function useTerminalCommands({ open, close }: { open: () => void; close: (() => void) | null }): void {
  const commands: Command[] = [
    { id: 'terminal.new', title: 'New terminal', group: 'Terminals', icon: Plus, shortcut: 'KeyT', run: open },
  ]
  if (close)
    commands.push({
      id: 'terminal.close',
      title: 'Close terminal',
      group: 'Terminals',
      icon: Trash2,
      shortcut: 'KeyW',
      run: close,
    })
  useCommands(commands)
}

function useStepKeys(step: (by: 1 | -1) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const key = terminalKeyOf(event)
      if (key !== 'next' && key !== 'previous') return
      event.preventDefault()
      step(key === 'next' ? 1 : -1)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  })
}
