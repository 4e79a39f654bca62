// One provider: what is kept of it, and the form that changes it.
import { CircleCheck } from 'lucide-react'
import { useId, useState } from 'react'
import type { Provider } from '#contract/gateway'
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import { AlertDialog, Badge, Button, toast } from '../ui/index.ts'
import { ProviderForm } from './provider-form.tsx'
import type { ProviderKind } from './provider-kinds.ts'
import { useDeleteProvider } from './use-providers.ts'

export type ProviderCardProps = {
  kind: ProviderKind
  organizationId: string
  organizationName: string
  saved: Provider | undefined
}

export function ProviderCard({ kind, organizationId, organizationName, saved }: ProviderCardProps) {
  const titleId = useId()
  const [deleting, setDeleting] = useState(false)
  return (
    <section aria-labelledby={titleId} className="rounded-lg border border-line">
      <header className="flex items-start gap-3 border-b border-line px-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 id={titleId} className="font-semibold">
            {kind.title}
          </h2>
          <p className="text-ink-soft">{kind.description}</p>
        </div>
        {saved ? (
          <Badge tone="ok">
            <CircleCheck aria-hidden />
            {saved.credentials.length > 0 ? 'Key saved' : 'Saved, no key'}
          </Badge>
        ) : (
          <Badge>Not set up</Badge>
        )}
      </header>
      <ProviderForm key={saved?.updatedAt} kind={kind} organizationId={organizationId} saved={saved}>
        {saved && (
          <Button variant="ghost" className="mr-auto text-danger-ink" onClick={() => setDeleting(true)}>
            Delete {kind.title}
          </Button>
        )}
      </ProviderForm>
      <DeleteProvider
        open={deleting}
        onClose={() => setDeleting(false)}
        kind={kind}
        organizationId={organizationId}
        organizationName={organizationName}
      />
    </section>
  )
}

type DeleteProviderProps = Omit<ProviderCardProps, 'saved'> & { open: boolean; onClose: () => void }

function DeleteProvider({ open, onClose, kind, organizationId, organizationName }: DeleteProviderProps) {
  const remove = useDeleteProvider()
  const oneAtATime = useSingleFlight()
  const close = () => {
    remove.reset()
    onClose()
  }
  const onSuccess = () => {
    toast.success(`Deleted ${kind.title} from ${organizationName}.`)
    close()
  }
  const confirm = () =>
    oneAtATime((done) => remove.mutate({ organizationId, id: kind.id }, { onSuccess, onSettled: done }))
  return (
    <AlertDialog
      open={open}
      onOpenChange={(next) => !next && close()}
      title={`Delete ${kind.title} from ${organizationName}?`}
      description="Its key is forgotten, and what uses it stops working for everybody in the organization."
      confirm="Delete provider"
      onConfirm={confirm}
      busy={remove.isPending}
      failure={remove.error ? failureOf(remove.error) : undefined}
    />
  )
}
