// Asks before a provider goes with its keys.
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import { AlertDialog, toast } from '../ui/index.ts'
import type { ProviderKind } from './provider-kinds.ts'
import { useDeleteProvider } from './use-providers.ts'

type DeleteProviderDialogProps = {
  open: boolean
  onClose: () => void
  kind: ProviderKind
  organization: { id: string; name: string }
}

export function DeleteProviderDialog({ open, onClose, kind, organization }: DeleteProviderDialogProps) {
  const remove = useDeleteProvider()
  const oneAtATime = useSingleFlight()
  const close = () => {
    remove.reset()
    onClose()
  }
  const onSuccess = () => {
    toast.success(`Deleted ${kind.title} from ${organization.name}.`)
    close()
  }
  const confirm = () =>
    oneAtATime((done) =>
      remove.mutate({ organizationId: organization.id, id: kind.id }, { onSuccess, onSettled: done }),
    )
  return (
    <AlertDialog
      open={open}
      onOpenChange={(next) => !next && close()}
      title={`Delete ${kind.title} from ${organization.name}?`}
      description="Its keys are forgotten, and what uses it stops working for everybody in the organization."
      confirm="Delete provider"
      onConfirm={confirm}
      busy={remove.isPending}
      failure={remove.error ? failureOf(remove.error) : undefined}
    />
  )
}
