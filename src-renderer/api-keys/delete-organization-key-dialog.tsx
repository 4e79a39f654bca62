// Asks before an admin deletes a key that may be somebody else's: whose it is, when it was last used, and why it goes.
import { useRef, useState } from 'react'
import { DeletionReason, type OrganizationApiKey } from '#contract/api-key'
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import { useOrganization } from '../organization/index.ts'
import { AlertDialog, Field, Input, toast } from '../ui/index.ts'
import { LastUse } from './deletion-parts.tsx'
import { ownerOf } from './organization-key-table.tsx'
import { useDeleteOrganizationKey } from './use-api-keys.ts'

type DeleteOrganizationKeyDialogProps = {
  /** The key in question; none while nothing is asked. */
  apiKey: OrganizationApiKey | undefined
  onClose: () => void
}

export function DeleteOrganizationKeyDialog({ apiKey, onClose }: DeleteOrganizationKeyDialogProps) {
  const { id: organizationId } = useOrganization()
  const remove = useDeleteOrganizationKey()
  const oneAtATime = useSingleFlight()
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const reason = DeletionReason.safeParse(typed)
  const close = () => {
    remove.reset()
    setTyped('')
    onClose()
  }
  const confirm = () => {
    if (!apiKey || !reason.success) return
    const onSuccess = () => {
      toast.success(`Deleted “${apiKey.name}” of ${ownerOf(apiKey)}.`)
      close()
    }
    const request = { organizationId, id: apiKey.id, reason: reason.data }
    oneAtATime((done) => remove.mutate(request, { onSuccess, onSettled: done }))
  }
  return (
    <AlertDialog
      open={apiKey !== undefined}
      onOpenChange={(open) => !open && close()}
      title={`Delete “${apiKey?.name}” of ${apiKey && ownerOf(apiKey)}?`}
      description={`Whatever uses ${apiKey?.start}…${apiKey?.lastFour} stops working at once. This cannot be undone.`}
      confirm="Delete key"
      onConfirm={confirm}
      notYet={!reason.success}
      busy={remove.isPending}
      failure={remove.error ? failureOf(remove.error) : undefined}
      initialFocus={field}
    >
      {apiKey && <LastUse apiKey={apiKey} />}
      <Field className="mt-4" label="Reason" hint="Written down in the audit, beside your name.">
        <Input ref={field} value={typed} onValueChange={setTyped} maxLength={200} placeholder="It was in a log." />
      </Field>
    </AlertDialog>
  )
}
