// Asks before a tab takes several shells with it.
import { panesOf, type Tab } from '../terminal-layout/index.ts'
import { AlertDialog } from '../ui/index.ts'

type CloseTabDialogProps = { tab: Tab | null; onCancel: () => void; onClose: () => void }

export function CloseTabDialog({ tab, onCancel, onClose }: CloseTabDialogProps) {
  const count = tab ? panesOf(tab.root).length : 0
  return (
    <AlertDialog
      open={tab !== null}
      onOpenChange={(open) => !open && onCancel()}
      title={`Close ${count} terminals?`}
      description="Their shells end, and what runs in them with them."
      confirm={`Close ${count} terminals`}
      onConfirm={onClose}
    />
  )
}
