// The model providers that an organization's chats and gateway use. `?organization=` says whose; else the window's own.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Building2 } from 'lucide-react'
import { failureOf } from '../host-client/index.ts'
import { useOrganization, useOrganizations } from '../organization/index.ts'
import { ErrorNotice, Section, Select, SkeletonRows } from '../ui/index.ts'
import { ProviderCard } from './provider-card.tsx'
import { PROVIDER_KINDS } from './provider-kinds.ts'
import { useProviders } from './use-providers.ts'

export function ProvidersPage() {
  const organizations = useOrganizations()
  const own = useOrganization()
  const { organization: askedId } = useSearch({ from: '/settings/organization/providers' })
  const asked = organizations.find(({ id }) => id === askedId)
  const shown = asked ?? own
  return (
    <Section
      title="Providers"
      description="Everybody in the organization uses these through Mooring. Keys are encrypted and never shown again."
      actions={<OrganizationPicker organizationId={shown.id} />}
    >
      <div className="flex flex-col gap-4">
        {askedId !== undefined && !asked && (
          <ErrorNotice
            failure={{
              code: 'forbidden',
              message: `You are not in the organization that the link names. This is ${own.name}.`,
            }}
          />
        )}
        <Providers key={shown.id} organizationId={shown.id} organizationName={shown.name} />
      </div>
    </Section>
  )
}

/** `?organization=` is kept in the address, so that a link of a failure leads to the right one. */
function OrganizationPicker({ organizationId }: { organizationId: string }) {
  const navigate = useNavigate()
  const options = useOrganizations().map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Select
      label="Organization"
      className="w-56"
      icon={<Building2 aria-hidden className="size-4 text-ink-faint" />}
      options={options}
      value={organizationId}
      onValueChange={(organization) => void navigate({ to: '/settings/providers', search: { organization } })}
    />
  )
}

function Providers({ organizationId, organizationName }: { organizationId: string; organizationName: string }) {
  const providers = useProviders(organizationId)
  if (providers.isPending) return <SkeletonRows label="Loading providers" rows={4} />
  if (providers.error)
    return <ErrorNotice failure={failureOf(providers.error)} onRetry={() => void providers.refetch()} />
  return PROVIDER_KINDS.map((kind) => (
    <ProviderCard
      key={kind.id}
      kind={kind}
      organizationId={organizationId}
      organizationName={organizationName}
      saved={providers.data.find(({ id }) => id === kind.id)}
    />
  ))
}
