// Shows what is about to be pasted before a shell could run it (T12).
import { AlertDialog } from '../ui/index.ts'
import { pastePreview, pasteRisk } from './paste-guard.ts'

type PasteDialogProps = { text: string | null; onPaste: (text: string) => void; onCancel: () => void }

export function PasteDialog({ text, onPaste, onCancel }: PasteDialogProps) {
  const risk = text === null ? null : pasteRisk(text, false)
  return (
    <AlertDialog
      open={text !== null}
      onOpenChange={(open) => !open && onCancel()}
      title={risk && risk.lines > 1 ? `Paste ${risk.lines} lines?` : 'Paste this text?'}
      description={
        risk?.controlBytes
          ? 'It holds control characters, which the program obeys instead of showing them.'
          : 'The program takes each line as if you had typed it and pressed Enter.'
      }
      confirm="Paste"
      onConfirm={() => text !== null && onPaste(text)}
    >
      <section
        aria-label="What will be pasted"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="mt-4 max-h-64 overflow-auto rounded-md border border-line bg-sunken p-3"
      >
        <pre className="font-mono text-xs whitespace-pre-wrap wrap-anywhere">{text !== null && pastePreview(text)}</pre>
      </section>
    </AlertDialog>
  )
}
