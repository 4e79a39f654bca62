// One provider: what is kept of it and how it is doing; for admins also what changes it.
import { CircleAlert, CircleCheck, Ellipsis, Pencil, Plus, Stethoscope, Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import type { Provider, ProviderCheck, SavedProvider } from '#contract/gateway'
import { failureOf, useAppState } from '../host-client/index.ts'
import { gatewayUrlOf } from '../tool-setup/index.ts'
import { announce, Badge, Button, Fact, Facts, IconButton, Menu, MenuItem, MenuSeparator, toast } from '../ui/index.ts'
import { CheckNote } from './check-note.tsx'
import { DeleteProviderDialog } from './delete-provider-dialog.tsx'
import { providerWords } from './key-health.ts'
import { ProviderForm } from './provider-form.tsx'
import { ProviderKeys } from './provider-keys.tsx'
import type { ProviderKind } from './provider-kinds.ts'
import { useCheckProvider } from './use-providers.ts'

export type ProviderCardProps = {
  kind: ProviderKind
  organization: { id: string; name: string }
  saved: Provider | undefined
  isAdmin: boolean
  /** What trying it said last. */
  checked: ProviderCheck | undefined
  onChecked: (check: ProviderCheck | undefined) => void
  /** Whether the form is there at once. */
  startsOpen: boolean
}

export function ProviderCard({
  kind,
  organization,
  saved,
  isAdmin,
  checked,
  onChecked,
  startsOpen,
}: ProviderCardProps) {
  const titleId = useId()
  const [editing, setEditing] = useState(startsOpen)
  const [deleting, setDeleting] = useState(false)
  const check = useCheckProvider()
  const tryIt = () =>
    check.mutate(
      { organizationId: organization.id, id: kind.id },
      { onSuccess: onChecked, onError: (error) => toast.error(failureOf(error).message) },
    )
  const onSaved = (answer: SavedProvider) => {
    setEditing(false)
    onChecked(answer.check)
    announce(`${kind.title} is saved.`)
  }
  return (
    <section aria-labelledby={titleId} className="rounded-lg border border-line contrast-more:border-line-strong">
      <header className="flex min-h-14 items-center gap-3 py-2.5 pr-2.5 pl-4">
        <div className="min-w-0 flex-1">
          <h3 id={titleId} className="font-semibold">
            {kind.title}
          </h3>
          <p className="text-ink-soft">{kind.description}</p>
        </div>
        <StateBadge saved={saved} />
        {isAdmin && !saved && !editing && (
          <Button onClick={() => setEditing(true)}>
            <Plus aria-hidden />
            Set up {kind.title}
          </Button>
        )}
        {isAdmin && saved && (
          <Menu align="end" trigger={<IconButton label={`More for ${kind.title}`} icon={<Ellipsis />} />}>
            <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setEditing(true)}>
              Change address or model
            </MenuItem>
            <MenuItem icon={<Stethoscope aria-hidden />} onSelect={tryIt}>
              Try it now
            </MenuItem>
            <MenuSeparator />
            <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => setDeleting(true)}>
              Delete {kind.title}…
            </MenuItem>
          </Menu>
        )}
      </header>
      {editing && isAdmin && (
        <div className="border-t border-line px-4 pt-4 pb-4">
          <ProviderForm
            kind={kind}
            organizationId={organization.id}
            saved={saved}
            onSaved={onSaved}
            onCancel={() => setEditing(false)}
          />
        </div>
      )}
      {saved && !editing && (
        <SavedParts kind={kind} organizationId={organization.id} saved={saved} isAdmin={isAdmin} onCheck={onChecked}>
          {check.isPending && <p className="px-4 pb-3 text-ink-soft">Asking {kind.title}…</p>}
          {checked && !check.isPending && (
            <CheckNote check={checked} saved={saved} onCheck={onChecked} onDismiss={() => onChecked(undefined)} />
          )}
        </SavedParts>
      )}
      <DeleteProviderDialog
        open={deleting}
        onClose={() => setDeleting(false)}
        kind={kind}
        organization={organization}
      />
    </section>
  )
}

type SavedPartsProps = {
  kind: ProviderKind
  organizationId: string
  saved: Provider
  isAdmin: boolean
  onCheck: (check: ProviderCheck) => void
  children: React.ReactNode
}

function SavedParts({ kind, organizationId, saved, isAdmin, onCheck, children }: SavedPartsProps) {
  const gateway = gatewayUrlOf(useAppState().controlPlane.url, kind.id)
  return (
    <>
      <Facts className="rounded-none border-0 border-t">
        <Fact name="For tools" copy={gateway}>
          <code className="font-mono text-xs wrap-anywhere">{gateway}</code>
        </Fact>
        <Fact name="Goes to">
          <code className="font-mono text-xs wrap-anywhere">{saved.baseUrl}</code>
        </Fact>
        <Fact name="Model of chats">{saved.model}</Fact>
        <ProviderKeys kind={kind} organizationId={organizationId} saved={saved} isAdmin={isAdmin} onCheck={onCheck} />
      </Facts>
      {children}
    </>
  )
}

function StateBadge({ saved }: { saved: Provider | undefined }) {
  if (!saved) return <Badge>Not set up</Badge>
  const { words, tone } = providerWords(saved)
  return (
    <Badge tone={tone}>
      {tone === 'danger' || tone === 'warn' ? <CircleAlert aria-hidden /> : <CircleCheck aria-hidden />}
      {words}
    </Badge>
  )
}
