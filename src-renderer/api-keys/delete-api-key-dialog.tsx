// Asks before a key is deleted, naming it.
import type { RefObject } from 'react'
import type { ApiKey } from '#contract/api-key'
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import { AlertDialog, toast } from '../ui/index.ts'
import { useDeleteKey } from './use-api-keys.ts'

type DeleteApiKeyDialogProps = {
  /** The key in question; none while nothing is asked. */
  apiKey: ApiKey | undefined
  organizationName: string
  onClose: () => void
  /** The button that asked is gone with its row; this gets the focus then. */
  finalFocus: RefObject<HTMLElement | null>
}

export function DeleteApiKeyDialog({ apiKey, organizationName, onClose, finalFocus }: DeleteApiKeyDialogProps) {
  const remove = useDeleteKey()
  const oneAtATime = useSingleFlight()
  const close = () => {
    remove.reset()
    onClose()
  }
  const confirm = () => {
    if (!apiKey) return
    const onSuccess = () => {
      toast.success(`Deleted “${apiKey.name}”.`)
      onClose()
    }
    oneAtATime((done) => remove.mutate({ id: apiKey.id }, { onSuccess, onSettled: done }))
  }
  return (
    <AlertDialog
      open={apiKey !== undefined}
      onOpenChange={(open) => !open && close()}
      title={`Delete “${apiKey?.name}”?`}
      description={`Whatever uses ${apiKey?.start}…${apiKey?.lastFour} in ${organizationName} stops working at once. This cannot be undone.`}
      confirm="Delete key"
      onConfirm={confirm}
      busy={remove.isPending}
      failure={remove.error ? failureOf(remove.error) : undefined}
      finalFocus={remove.isSuccess ? finalFocus : undefined}
    />
  )
}
