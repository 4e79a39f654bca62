// The keys that an organization has with a provider, each with how it is doing. With several, requests take turns among the healthy ones.
import { KeyRound, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { MAX_CREDENTIALS, type Provider, type ProviderCheck, type ProviderCredential } from '#contract/gateway'
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import { AlertDialog, announce, Badge, Button, Fact, IconButton, RelativeTime, toast } from '../ui/index.ts'
import { KeyEntry } from './key-entry.tsx'
import { healthWords } from './key-health.ts'
import type { ProviderKind } from './provider-kinds.ts'
import { useAddProviderKey, useRemoveProviderKey } from './use-providers.ts'

type ProviderKeysProps = {
  kind: ProviderKind
  organizationId: string
  saved: Provider
  isAdmin: boolean
  onCheck: (check: ProviderCheck) => void
}

export function ProviderKeys({ kind, organizationId, saved, isAdmin, onCheck }: ProviderKeysProps) {
  const { credentials } = saved
  const [doomed, setDoomed] = useState<ProviderCredential>()
  return (
    <Fact name={credentials.length === 1 ? 'Key' : 'Keys'}>
      <div className="flex w-full flex-col">
        <ul aria-label={`Keys of ${kind.title}`} className="flex flex-col empty:hidden">
          {credentials.map((credential) => (
            <KeyLine
              key={credential.id}
              credential={credential}
              onRemove={isAdmin ? () => setDoomed(credential) : undefined}
            />
          ))}
        </ul>
        {credentials.length === 0 && <p className="py-1 text-ink-soft">None: this server asks for no key.</p>}
        {isAdmin && <AddKey kind={kind} organizationId={organizationId} saved={saved} onCheck={onCheck} />}
      </div>
      <RemoveKeyDialog
        kind={kind}
        organizationId={organizationId}
        credential={doomed}
        isLast={credentials.length === 1}
        onClose={() => setDoomed(undefined)}
      />
    </Fact>
  )
}

type KeyLineProps = { credential: ProviderCredential; onRemove: (() => void) | undefined }

function KeyLine({ credential: { hint, createdAt, health }, onRemove }: KeyLineProps) {
  const { words, tone } = healthWords(health, Date.now())
  return (
    <li className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
      <code className="w-28 font-mono text-xs">{hint}</code>
      <Badge tone={tone}>{words}</Badge>
      <span className="text-xs text-ink-faint">
        added <RelativeTime at={createdAt} />
      </span>
      {onRemove && (
        <IconButton
          size="sm"
          label={`Remove the key ${hint}`}
          icon={<Trash2 />}
          onClick={onRemove}
          className="ml-auto"
        />
      )}
    </li>
  )
}

function AddKey({ kind, organizationId, saved, onCheck }: Omit<ProviderKeysProps, 'isAdmin'>) {
  const [open, setOpen] = useState(false)
  const add = useAddProviderKey()
  const oneAtATime = useSingleFlight()
  const close = () => {
    add.reset()
    setOpen(false)
  }
  const submit = (secret: string) =>
    oneAtATime((done) =>
      add.mutate(
        { organizationId, id: kind.id, secret },
        {
          onSuccess: ({ check }) => {
            announce(`The key of ${kind.title} is saved.`)
            onCheck(check)
            close()
          },
          onSettled: done,
        },
      ),
    )
  if (open)
    return (
      <KeyEntry
        label={`Add a key of ${kind.title}`}
        confirm="Add key"
        busy={add.isPending}
        failure={add.error ? failureOf(add.error) : undefined}
        onSubmit={submit}
        onCancel={close}
      />
    )
  if (saved.credentials.length >= MAX_CREDENTIALS)
    return <p className="py-1 text-xs text-ink-faint">A provider has at most {MAX_CREDENTIALS} keys.</p>
  const first = saved.credentials.length === 0
  const words = first ? 'Add a key' : 'Add another key'
  return (
    <Button
      size="sm"
      variant="ghost"
      className="my-0.5 -ml-2.5 self-start"
      aria-label={`${words} of ${kind.title}`}
      onClick={() => setOpen(true)}
    >
      {first ? <KeyRound aria-hidden /> : <Plus aria-hidden />}
      {words}
    </Button>
  )
}

type RemoveKeyDialogProps = {
  kind: ProviderKind
  organizationId: string
  credential: ProviderCredential | undefined
  isLast: boolean
  onClose: () => void
}

function RemoveKeyDialog({ kind, organizationId, credential, isLast, onClose }: RemoveKeyDialogProps) {
  const remove = useRemoveProviderKey()
  const oneAtATime = useSingleFlight()
  const close = () => {
    remove.reset()
    onClose()
  }
  const confirm = () => {
    if (!credential) return
    const onSuccess = () => {
      toast.success(`Removed the key ${credential.hint} of ${kind.title}.`)
      close()
    }
    const request = { organizationId, id: kind.id, keyId: credential.id }
    oneAtATime((done) => remove.mutate(request, { onSuccess, onSettled: done }))
  }
  return (
    <AlertDialog
      open={credential !== undefined}
      onOpenChange={(open) => !open && close()}
      title={`Remove the key ${credential?.hint} of ${kind.title}?`}
      description={
        isLast
          ? 'It is the last one. Unless the server needs none, nothing can be asked of it until another is added.'
          : 'Requests go on with the other keys.'
      }
      confirm="Remove key"
      onConfirm={confirm}
      busy={remove.isPending}
      failure={remove.error ? failureOf(remove.error) : undefined}
    />
  )
}
