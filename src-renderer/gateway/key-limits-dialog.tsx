// What one key may use in an organization, set by its admins beside what holds for all.
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import { Dialog, ErrorNotice, SkeletonRows, toast } from '../ui/index.ts'
import { LimitsForm } from './limits-form.tsx'
import { useKeyLimits, useSaveKeyLimits } from './use-gateway.ts'

type KeyLimitsDialogProps = {
  /** None while the dialog is closed. */
  apiKey: { id: string; name: string } | undefined
  organization: { id: string; name: string }
  onClose: () => void
}

export function KeyLimitsDialog({ apiKey, organization, onClose }: KeyLimitsDialogProps) {
  const limits = useKeyLimits(organization.id, apiKey?.id)
  const save = useSaveKeyLimits()
  const oneAtATime = useSingleFlight()
  const close = () => {
    save.reset()
    onClose()
  }
  return (
    <Dialog
      open={apiKey !== undefined}
      onOpenChange={(open) => !open && close()}
      size="lg"
      title={`Limits of “${apiKey?.name}”`}
      description={`In ${organization.name}, beside the limits that hold for all of it. They hold from the next request on.`}
    >
      {limits.isPending && <SkeletonRows label="Loading the limits" />}
      {limits.error && <ErrorNotice failure={failureOf(limits.error)} onRetry={() => void limits.refetch()} />}
      {limits.data && apiKey && (
        <LimitsForm
          key={apiKey.id}
          limits={limits.data}
          busy={save.isPending}
          failure={save.error ? failureOf(save.error) : undefined}
          onSave={(wished) =>
            oneAtATime((done) =>
              save.mutate(
                { organizationId: organization.id, keyId: apiKey.id, limits: wished },
                {
                  onSuccess: () => {
                    toast.success(`The limits of “${apiKey.name}” are saved.`)
                    close()
                  },
                  onSettled: done,
                },
              ),
            )
          }
          onCancel={close}
        />
      )}
    </Dialog>
  )
}
