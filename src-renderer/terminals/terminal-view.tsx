// One terminal on the screen, wherever it runs: on this machine or on another host.
import { useMutation } from '@tanstack/react-query'
import { type ClipboardEvent, type CSSProperties, useReducer, useState } from 'react'
import { failureOf } from '../host-client/index.ts'
import { type Palette, useLook, usePreferences } from '../terminal-preferences/index.ts'
import { cn, toast } from '../ui/index.ts'
import { AttachmentOverlay } from './attachment-overlay.tsx'
import { CompanySigns } from './company-signs.tsx'
import { ExitBar } from './exit-bar.tsx'
import { FindBar } from './find-bar.tsx'
import { typedTarget } from './follow-link.ts'
import { LinkHint } from './link-hint.tsx'
import { LinksDialog } from './links-dialog.tsx'
import { PasteDialog } from './paste-dialog.tsx'
import { pasteRisk, withoutEscapes } from './paste-guard.ts'
import type { TerminalSource } from './terminal-source.ts'
import { useLinks } from './use-links.ts'
import { useTerminal } from './use-terminal.ts'
import { ViewCommands } from './view-commands.tsx'

type TerminalViewProps = {
  source: TerminalSource
  title: string
  /** A hidden view stays attached, and takes no part in the terminal's size. */
  visible?: boolean
  /** Keys go to it: it takes the focus, and offers its commands. Several views may be visible, one is active. */
  active?: boolean
  /** The active view takes the focus each time this changes. */
  focusAsked?: number
  /** Where it says who looks and that it is recorded; left out, above its own corner. */
  signs?: HTMLElement | null
  /** Starts the shell again in the same terminal; left out where that cannot be done. */
  onRestart?: () => Promise<unknown>
  /** Begins or ends a recording; left out where that cannot be done. */
  onRecord?: (on: boolean) => Promise<unknown>
}

export function TerminalView({
  source,
  title,
  visible = true,
  active = visible,
  focusAsked = 0,
  signs,
  onRestart,
  onRecord,
}: TerminalViewProps) {
  const restart = useMutation({ mutationFn: async () => onRestart?.(), onSuccess: () => live?.expectRestart() })
  const record = useMutation({
    mutationFn: async (on: boolean) => onRecord?.(on),
    onError: (error) => toast.error(failureOf(error).message),
  })
  const preferences = usePreferences()
  const { palette } = useLook()
  const links = useLinks(() => live)
  const { element, live, attachment, company, refusals, hasCommands } = useTerminal({
    source,
    visible,
    active,
    focusAsked,
    onEnterAfterEnd: () => onRestart && restart.mutate(),
    links: links.events,
  })
  const recorded = company.recording.state === 'on'
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
      style={viewStyle(palette)}
    >
      {active && live && (
        <ViewCommands
          find={() => find(true)}
          links={() => links.ask(live.screen.links())}
          restart={attachment.state === 'ended' && onRestart ? () => restart.mutate() : undefined}
          jump={hasCommands ? (step) => live.jump(step) : undefined}
          copyOutput={hasCommands ? () => live.copyOutput() : undefined}
          takeControl={company.role === 'observer' && company.mayControl ? () => live.takeControl(true) : undefined}
          onlyWatch={company.role === 'controller' ? () => live.takeControl(false) : undefined}
          record={onRecord && attachment.state === 'attached' && !recorded ? () => record.mutate(true) : undefined}
          stopRecording={onRecord && recorded ? () => record.mutate(false) : undefined}
        />
      )}
      <div className="relative min-h-0 flex-1">
        <div
          ref={element}
          onPasteCapture={paste}
          className={cn(
            'terminal-screen absolute inset-y-2 right-1 left-0',
            // Another's size may be larger than this window.
            company.role === 'observer' ? 'overflow-auto' : 'overflow-hidden',
          )}
        />
        {attachment.state === 'attached' && (
          <CompanySigns
            place={signs}
            company={company}
            refusals={refusals}
            onTakeControl={(take) => live?.takeControl(take)}
            onStopRecording={onRecord ? () => record.mutate(false) : null}
          />
        )}
        {finding > 0 && live && <FindBar screen={live.screen} asked={finding} onClose={closeFind} />}
        <LinkHint target={links.hovered} />
        <AttachmentOverlay attachment={attachment} refusals={refusals} onConnect={() => live?.connect()} />
      </div>
      {attachment.state === 'ended' && (
        <ExitBar
          ending={attachment.ending}
          refusals={refusals}
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

/** The palette's ground, and the colours of what is drawn beside the text. */
function viewStyle({ colors }: Palette): CSSProperties & Record<`--command-${string}`, string> {
  return {
    background: colors.background,
    color: colors.foreground,
    '--command-done': colors.green ?? colors.foreground,
    '--command-failed': colors.red ?? colors.foreground,
  }
}
