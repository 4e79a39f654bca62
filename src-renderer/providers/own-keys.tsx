// The person's own keys with providers: their chats use them in place of the organization's. Nobody else sees or uses them.
import { Ban, CircleCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { OwnCredential, Provider, ProviderCheck, ProviderId } from '#contract/gateway'
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import {
  AlertDialog,
  announce,
  Badge,
  Button,
  ErrorNotice,
  Notice,
  RelativeTime,
  Section,
  SkeletonRows,
  toast,
} from '../ui/index.ts'
import { KeyEntry } from './key-entry.tsx'
import { kindsOf, titleOf } from './provider-kinds.ts'
import { useDeleteOwnKey, useOwnKeys, useSaveOwnKey } from './use-own-keys.ts'

type OwnKeysProps = {
  organization: { id: string; name: string }
  providers: readonly Provider[]
  /** Whether the organization allows them. */
  allowed: boolean
}

export function OwnKeys({ organization, providers, allowed }: OwnKeysProps) {
  const own = useOwnKeys(organization.id)
  return (
    <Section
      title="Your own keys"
      description={`Your chats in ${organization.name} use them in place of the organization’s. Nobody else sees or uses them, and they go when you leave it.`}
    >
      {!allowed && (
        <Notice icon={<Ban />} className="mb-3">
          {organization.name} does not allow provider keys of one’s own.
        </Notice>
      )}
      {own.isPending && <SkeletonRows label="Loading your keys" rows={2} />}
      {own.error && <ErrorNotice failure={failureOf(own.error)} onRetry={() => void own.refetch()} />}
      {own.data && (
        <ul className="divide-y divide-line rounded-lg border border-line contrast-more:border-line-strong">
          {idsOf(providers, own.data).map((id) => (
            <OwnKey
              key={id}
              id={id}
              organization={organization}
              credential={own.data.find(({ provider }) => provider === id)}
              allowed={allowed}
            />
          ))}
        </ul>
      )}
    </Section>
  )
}

/** Where a key can be, and where one is although its provider went. */
function idsOf(providers: readonly Provider[], own: readonly OwnCredential[]): ProviderId[] {
  return [...new Set([...kindsOf(providers).map(({ id }) => id), ...own.map(({ provider }) => provider)])]
}

type OwnKeyProps = {
  id: ProviderId
  organization: { id: string; name: string }
  credential: OwnCredential | undefined
  allowed: boolean
}

function OwnKey({ id, organization, credential, allowed }: OwnKeyProps) {
  const title = titleOf(id)
  const [entering, setEntering] = useState(false)
  const [removing, setRemoving] = useState(false)
  const [check, setCheck] = useState<ProviderCheck>()
  return (
    <li aria-label={title} className="px-4 py-1.5">
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1">
        <span className="w-28 shrink-0 truncate font-medium">{title}</span>
        {credential ? (
          <>
            <code className="font-mono text-xs">{credential.hint}</code>
            <UseBadge unusable={credential.unusable} />
            <span className="text-xs text-ink-faint">
              added <RelativeTime at={credential.createdAt} />
            </span>
          </>
        ) : (
          <span className="text-ink-faint">None</span>
        )}
        <span className="ml-auto flex gap-1">
          {allowed && !entering && (
            <Button
              size="sm"
              variant={credential ? 'ghost' : 'secondary'}
              aria-label={credential ? `Replace your key of ${title}` : `Add your key of ${title}`}
              onClick={() => setEntering(true)}
            >
              {credential ? 'Replace' : 'Add your key'}
            </Button>
          )}
          {credential && !entering && (
            <Button
              size="sm"
              variant="ghost"
              aria-label={`Remove your key of ${title}`}
              onClick={() => setRemoving(true)}
            >
              Remove
            </Button>
          )}
        </span>
      </div>
      {entering && (
        <EnterOwnKey id={id} organizationId={organization.id} onSaved={setCheck} onClose={() => setEntering(false)} />
      )}
      {check?.outcome === 'unverified' && (
        <Notice tone="warn" className="mb-2" onDismiss={() => setCheck(undefined)}>
          It is saved, but was not confirmed: {check.message}
        </Notice>
      )}
      <RemoveOwnKey id={id} organization={organization} open={removing} onClose={() => setRemoving(false)} />
    </li>
  )
}

function UseBadge({ unusable }: Pick<OwnCredential, 'unusable'>) {
  switch (unusable) {
    case null:
      return (
        <Badge tone="ok">
          <CircleCheck aria-hidden />
          Your chats use it
        </Badge>
      )
    case 'not-allowed':
      return (
        <Badge tone="warn">
          <Ban aria-hidden />
          Not used: not allowed here
        </Badge>
      )
    case 'address-changed':
      return (
        <Badge
          tone="warn"
          title="A key is only ever sent to the address it was entered for. Enter it again to use it there."
        >
          <TriangleAlert aria-hidden />
          Not used: the provider’s address changed
        </Badge>
      )
    default:
      return unusable satisfies never
  }
}

type EnterOwnKeyProps = {
  id: ProviderId
  organizationId: string
  onSaved: (check: ProviderCheck) => void
  onClose: () => void
}

function EnterOwnKey({ id, organizationId, onSaved, onClose }: EnterOwnKeyProps) {
  const save = useSaveOwnKey()
  const oneAtATime = useSingleFlight()
  const close = () => {
    save.reset()
    onClose()
  }
  const submit = (secret: string) =>
    oneAtATime((done) =>
      save.mutate(
        { organizationId, id, secret },
        {
          onSuccess: ({ check }) => {
            announce(`Your key of ${titleOf(id)} is saved.`)
            onSaved(check)
            close()
          },
          onSettled: done,
        },
      ),
    )
  return (
    <KeyEntry
      label={`Your key of ${titleOf(id)}`}
      confirm="Save your key"
      busy={save.isPending}
      failure={save.error ? failureOf(save.error) : undefined}
      onSubmit={submit}
      onCancel={close}
    />
  )
}

type RemoveOwnKeyProps = {
  id: ProviderId
  organization: { id: string; name: string }
  open: boolean
  onClose: () => void
}

function RemoveOwnKey({ id, organization, open, onClose }: RemoveOwnKeyProps) {
  const remove = useDeleteOwnKey()
  const oneAtATime = useSingleFlight()
  const close = () => {
    remove.reset()
    onClose()
  }
  const onSuccess = () => {
    toast.success(`Removed your key of ${titleOf(id)}.`)
    close()
  }
  return (
    <AlertDialog
      open={open}
      onOpenChange={(next) => !next && close()}
      title={`Remove your key of ${titleOf(id)}?`}
      description={`Your chats in ${organization.name} use the organization’s key again, if it has one.`}
      confirm="Remove your key"
      onConfirm={() =>
        oneAtATime((done) => remove.mutate({ organizationId: organization.id, id }, { onSuccess, onSettled: done }))
      }
      busy={remove.isPending}
      failure={remove.error ? failureOf(remove.error) : undefined}
    />
  )
}
