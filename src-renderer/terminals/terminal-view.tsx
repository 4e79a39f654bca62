// One terminal on the screen, wherever it runs: on this machine or on another host.
import { useMutation } from '@tanstack/react-query'
import { Link, Search } from 'lucide-react'
import { type ClipboardEvent, useReducer, useState } from 'react'
import { useCommands } from '../commands/index.ts'
import { failureOf } from '../host-client/index.ts'
import { useLook, usePreferences } from '../terminal-preferences/index.ts'
import { Badge, cn } from '../ui/index.ts'
import { AttachmentOverlay } from './attachment-overlay.tsx'
import { ExitBar } from './exit-bar.tsx'
import { FindBar } from './find-bar.tsx'
import { typedTarget } from './follow-link.ts'
import { FONT_ACTIONS } from './font-actions.ts'
import { LinkHint } from './link-hint.tsx'
import { LinksDialog } from './links-dialog.tsx'
import { PasteDialog } from './paste-dialog.tsx'
import { pasteRisk, withoutEscapes } from './paste-guard.ts'
import type { TerminalSource } from './terminal-source.ts'
import { useLinks } from './use-links.ts'
import { useTerminal } from './use-terminal.ts'

type TerminalViewProps = {
  source: TerminalSource
  title: string
  /** A hidden view stays attached, and takes no part in the terminal's size. */
  visible?: boolean
  /** Keys go to it: it takes the focus, and offers its commands. Several views may be visible, one is active. */
  active?: boolean
  /** The active view takes the focus each time this changes. */
  focusAsked?: number
  /** Starts the shell again in the same terminal; left out where that cannot be done. */
  onRestart?: () => Promise<unknown>
}

export function TerminalView({
  source,
  title,
  visible = true,
  active = visible,
  focusAsked = 0,
  onRestart,
}: TerminalViewProps) {
  const restart = useMutation({ mutationFn: async () => onRestart?.(), onSuccess: () => live?.expectRestart() })
  const preferences = usePreferences()
  const { palette } = useLook()
  const links = useLinks(() => live)
  const { element, live, attachment, refusals } = useTerminal({
    source,
    visible,
    active,
    focusAsked,
    onEnterAfterEnd: () => onRestart && restart.mutate(),
    links: links.events,
  })
  const [finding, find] = useReducer((times: number, ask: boolean) => (ask ? times + 1 : 0), 0)
  const [pasting, setPasting] = useState<string | null>(null)

  const paste = (event: ClipboardEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (!live) return
    const text = event.clipboardData.getData('text/plain')
    const bracketed = live.screen.terminal.modes.bracketedPasteMode
    if (preferences.guardPaste && pasteRisk(text, bracketed)) setPasting(text)
    else live.paste(bracketed ? withoutEscapes(text) : text)
  }
  const closeFind = () => {
    find(false)
    live?.screen.terminal.focus()
  }

  return (
    <section
      aria-label={`Terminal ${title}`}
      className={cn('flex h-full min-h-0 flex-col', !visible && 'hidden')}
      style={{ background: palette.colors.background }}
    >
      {active && live && <ViewCommands onFind={() => find(true)} onLinks={() => links.ask(live.screen.links())} />}
      <div className="relative min-h-0 flex-1">
        <div ref={element} onPasteCapture={paste} className="absolute inset-y-2 right-1 left-3 overflow-hidden" />
        {attachment.state === 'attached' && attachment.role === 'observer' && (
          <Badge tone="warn" className="absolute top-2 right-4 z-10">
            Watching: you cannot type here
          </Badge>
        )}
        {finding > 0 && live && <FindBar screen={live.screen} asked={finding} onClose={closeFind} />}
        <LinkHint target={links.hovered} />
        <AttachmentOverlay attachment={attachment} refusals={refusals} onConnect={() => live?.connect()} />
      </div>
      {attachment.state === 'ended' && (
        <ExitBar
          ending={attachment.ending}
          busy={restart.isPending}
          failure={restart.error && failureOf(restart.error)}
          onRestart={onRestart ? () => restart.mutate() : null}
        />
      )}
      <LinksDialog
        targets={links.asked}
        onType={(target) => live?.paste(typedTarget(target))}
        onClose={() => links.ask(null)}
      />
      <PasteDialog
        text={pasting}
        onCancel={() => setPasting(null)}
        onPaste={(text) => {
          setPasting(null)
          live?.paste(text)
        }}
      />
    </section>
  )
}

function ViewCommands({ onFind, onLinks }: { onFind: () => void; onLinks: () => void }) {
  useCommands([
    { id: 'view.find', title: 'Find in terminal', group: 'Terminals', icon: Search, shortcut: 'KeyF', run: onFind },
    { id: 'view.links', title: 'Links on the screen', group: 'Terminals', icon: Link, shortcut: 'KeyL', run: onLinks },
    ...FONT_ACTIONS,
  ])
  return null
}
