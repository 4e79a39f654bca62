// Links to choose from, by keyboard as well, each with what can be done with it. An address is shown whole before it is opened.
import { ClipboardCopy, ExternalLink, File, Link, SquareChevronRight } from 'lucide-react'
import { type LinkTarget, textOf } from '../terminal-links/index.ts'
import { Button, Dialog } from '../ui/index.ts'
import { copyTarget, openAddress } from './follow-link.ts'

type LinksDialogProps = {
  targets: readonly LinkTarget[] | null
  onType: (target: LinkTarget) => void
  onClose: () => void
}

export function LinksDialog({ targets, onType, onClose }: LinksDialogProps) {
  const one = targets?.length === 1
  return (
    <Dialog
      open={targets !== null}
      onOpenChange={(open) => !open && onClose()}
      title={one ? 'Where this link leads' : 'Links'}
      description={targets?.length === 0 ? 'No address and no file with a line is shown here.' : wordsFor(targets)}
      size="lg"
    >
      <ul className="-mx-1 flex max-h-[50vh] flex-col gap-1 overflow-y-auto p-1">
        {targets?.map((target) => (
          <li key={textOf(target)} className="flex items-center gap-2">
            {target.kind === 'file' ? (
              <File aria-hidden className="size-4 shrink-0 text-ink-faint" />
            ) : (
              <Link aria-hidden className="size-4 shrink-0 text-ink-faint" />
            )}
            <span className="min-w-0 flex-1 font-mono text-xs wrap-anywhere">{textOf(target)}</span>
            <LinkActions target={target} onType={onType} onDone={onClose} />
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function wordsFor(targets: readonly LinkTarget[] | null): string {
  if (targets?.length !== 1) return 'What is shown now, the lowest first.'
  return targets[0]?.kind === 'other'
    ? 'Mooring opens web addresses only. This one can be copied.'
    : 'A program gave this text another target. Open it if you know where it leads.'
}

type LinkActionsProps = { target: LinkTarget; onType: (target: LinkTarget) => void; onDone: () => void }

function LinkActions({ target, onType, onDone }: LinkActionsProps) {
  const name = textOf(target)
  const then = (act: () => unknown) => () => {
    onDone()
    act()
  }
  return (
    <>
      <Button size="sm" variant="ghost" aria-label={`Copy ${name}`} onClick={then(() => copyTarget(target))}>
        <ClipboardCopy aria-hidden />
        Copy
      </Button>
      {target.kind === 'file' && (
        <Button size="sm" aria-label={`Type ${name} at the prompt`} onClick={then(() => onType(target))}>
          <SquareChevronRight aria-hidden />
          Type
        </Button>
      )}
      {target.kind === 'web' && (
        <Button size="sm" aria-label={`Open ${name}`} onClick={then(() => openAddress(target.address))}>
          <ExternalLink aria-hidden />
          Open
        </Button>
      )}
    </>
  )
}
