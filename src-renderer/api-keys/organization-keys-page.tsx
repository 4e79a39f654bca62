// For admins: every key that is bound to the organization, whose it is and when it was last used; deleted with a reason.
import { Gauge, KeyRound, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { OrganizationApiKey } from '#contract/api-key'
import { useCommands } from '../commands/index.ts'
import { KeyLimitsDialog } from '../gateway/index.ts'
import { failureOf } from '../host-client/index.ts'
import { AdminsOnly, useOrganization } from '../organization/index.ts'
import { EmptyState, ErrorNotice, Section, SkeletonRows } from '../ui/index.ts'
import { DeleteOrganizationKeyDialog } from './delete-organization-key-dialog.tsx'
import { KeyFilters } from './key-filters.tsx'
import { OrganizationKeyTable, ownerOf } from './organization-key-table.tsx'
import { useOrganizationKeys } from './use-api-keys.ts'
import { useKeyList } from './use-key-list.ts'

export function OrganizationKeysPage() {
  const { id } = useOrganization()
  return (
    <AdminsOnly title="Keys of others are for admins">
      <OrganizationKeys key={id} />
    </AdminsOnly>
  )
}

function OrganizationKeys() {
  const organization = useOrganization()
  const keys = useOrganizationKeys(organization.id)
  return (
    <Section
      title="Keys of everybody"
      description={`All keys that are bound to ${organization.name}. Personal keys are bound to none, so they are not among them.`}
    >
      {keys.isPending && <SkeletonRows label="Loading the keys" />}
      {keys.error && <ErrorNotice failure={failureOf(keys.error)} onRetry={() => void keys.refetch()} />}
      {keys.data?.length === 0 && (
        <EmptyState
          icon={<KeyRound />}
          title="No keys yet"
          sentence={`Nobody has made a key for ${organization.name}.`}
        />
      )}
      {keys.data && keys.data.length > 0 && <Keys keys={keys.data} />}
    </Section>
  )
}

function Keys({ keys }: { keys: readonly OrganizationApiKey[] }) {
  const { shown, filters, sorting } = useKeyList(keys)
  const organization = useOrganization()
  const [doomed, setDoomed] = useState<OrganizationApiKey>()
  const [limited, setLimited] = useState<OrganizationApiKey>()
  useCommands(
    shown.flatMap((key) => [
      {
        id: `organization-key.limits.${key.id}`,
        group: 'Organization',
        title: `Limits of ${key.name} of ${ownerOf(key)}…`,
        icon: Gauge,
        run: () => setLimited(key),
      },
      {
        id: `organization-key.delete.${key.id}`,
        group: 'Organization',
        title: `Delete ${key.name} of ${ownerOf(key)}…`,
        icon: Trash2,
        run: () => setDoomed(key),
      },
    ]),
  )
  return (
    <div className="flex flex-col gap-3">
      <KeyFilters {...filters} />
      <OrganizationKeyTable keys={shown} {...sorting} onDelete={setDoomed} onLimits={setLimited} />
      <KeyLimitsDialog apiKey={limited} organization={organization} onClose={() => setLimited(undefined)} />
      <DeleteOrganizationKeyDialog apiKey={doomed} onClose={() => setDoomed(undefined)} />
    </div>
  )
}
