// Shows what is about to be pasted before a shell could run it (T12).
import { useRef } from 'react'
import { Button, Dialog, DialogActions } from '../ui/index.ts'
import { pastePreview, pasteRisk } from './paste-guard.ts'

type PasteDialogProps = { text: string | null; onPaste: (text: string) => void; onCancel: () => void }

export function PasteDialog({ text, onPaste, onCancel }: PasteDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null)
  const risk = text === null ? null : pasteRisk(text, false)
  return (
    <Dialog
      open={text !== null}
      onOpenChange={(open) => !open && onCancel()}
      initialFocus={cancel}
      size="lg"
      title={risk && risk.lines > 1 ? `Paste ${risk.lines} lines?` : 'Paste this text?'}
      description={
        risk?.controlBytes
          ? 'It holds control characters, which the shell would obey rather than show.'
          : 'The shell runs each line at once, because it did not say that it can tell a paste from typing.'
      }
    >
      {text !== null && (
        <>
          <section
            aria-label="What will be pasted"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            tabIndex={0}
            className="max-h-64 overflow-auto rounded-md border border-line bg-sunken p-3"
          >
            <pre className="font-mono text-xs whitespace-pre-wrap wrap-anywhere">{pastePreview(text)}</pre>
          </section>
          <DialogActions>
            <Button ref={cancel} onClick={onCancel}>
              Cancel
            </Button>
            <Button variant="primary" onClick={() => onPaste(text)}>
              Paste
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  )
}
