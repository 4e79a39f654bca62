// Makes a key, then shows its secret once. Between the two nothing closes by accident: while the secret is on the screen
// and neither copied nor confirmed, Esc, a click outside, a shortcut and the browser's back button all leave it there.
import { useBlocker } from '@tanstack/react-router'
import { useState } from 'react'
import { announce, Dialog } from '../ui/index.ts'
import { CreateApiKeyForm } from './create-api-key-form.tsx'
import { SecretOnce } from './secret-once.tsx'
import { useMintKey } from './use-api-keys.ts'

type CreateApiKeyDialogProps = { open: boolean; onOpenChange: (open: boolean) => void }

const NOT_YET = 'Copy the key or tick the box first: it cannot be shown again.'

export function CreateApiKeyDialog({ open, onOpenChange }: CreateApiKeyDialogProps) {
  const mint = useMintKey()
  const [isSafe, setSafe] = useState(false)
  const [refused, setRefused] = useState(false)
  const minted = mint.data
  const atRisk = minted !== undefined && !isSafe
  useBlocker({ shouldBlockFn: () => atRisk, enableBeforeUnload: () => atRisk })

  const close = () => {
    mint.reset()
    setSafe(false)
    setRefused(false)
    onOpenChange(false)
  }
  const refuse = () => {
    if (!minted) return
    setRefused(true)
    announce(NOT_YET)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      onRefusedClose={atRisk || mint.isPending ? refuse : undefined}
      size="lg"
      title={minted ? 'Copy your key now' : 'Create API key'}
      description={minted ? 'This is the only time it is shown. Mooring keeps no copy of it.' : undefined}
    >
      {minted ? (
        <SecretOnce
          minted={minted}
          onSafe={() => setSafe(true)}
          warning={refused && atRisk ? NOT_YET : undefined}
          isSafe={isSafe}
          onDone={close}
        />
      ) : (
        <CreateApiKeyForm mint={mint} onCancel={close} />
      )}
    </Dialog>
  )
}
