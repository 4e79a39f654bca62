// The model providers that an organization's chats and gateway use, and one's own keys with them. `?organization=` says whose; else the
// window's own.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Building2, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Provider, ProviderCheck } from '#contract/gateway'
import { atLeast, type OrganizationMembership } from '#contract/organization'
import { useCommands } from '../commands/index.ts'
import { useGatewayPolicy } from '../gateway/index.ts'
import { failureOf, useMe } from '../host-client/index.ts'
import { useOrganization, useOrganizations } from '../organization/index.ts'
import { Button, ErrorNotice, Section, Select, SkeletonRows } from '../ui/index.ts'
import { AddProviderDialog } from './add-provider-dialog.tsx'
import { OwnKeys } from './own-keys.tsx'
import { ProviderCard } from './provider-card.tsx'
import { kindsOf } from './provider-kinds.ts'
import { SecretStorage } from './secret-storage.tsx'
import { useProviders } from './use-providers.ts'

export function ProvidersPage() {
  const organizations = useOrganizations()
  const own = useOrganization()
  const { organization: askedId } = useSearch({ from: '/settings/organization/providers' })
  const asked = organizations.find(({ id }) => id === askedId)
  const shown = asked ?? own
  return (
    <div className="flex max-w-4xl flex-col gap-8">
      {askedId !== undefined && !asked && (
        <ErrorNotice
          failure={{
            code: 'forbidden',
            message: `You are not in the organization that the link names. This is ${own.name}.`,
          }}
        />
      )}
      <Providers key={shown.id} organization={shown} />
    </div>
  )
}

function Providers({ organization }: { organization: OrganizationMembership }) {
  const providers = useProviders(organization.id)
  const policy = useGatewayPolicy(organization.id)
  const isPerson = useMe()?.keyId === null
  const isAdmin = atLeast(organization.role, 'admin')
  const [adding, setAdding] = useAdding()
  /** What trying each of them said last, until it is dismissed. */
  const [checks, setChecks] = useState<Checks>({})
  useCommands(
    isAdmin
      ? [
          {
            id: 'provider.add',
            group: 'Organization',
            title: 'Add a named provider…',
            icon: Plus,
            run: () => setAdding(true),
          },
        ]
      : [],
  )
  return (
    <>
      <Section
        title="Providers"
        description={
          isAdmin
            ? `Everybody in ${organization.name} uses these through Mooring, and sees no key.`
            : `You use these through Mooring. Admins of ${organization.name} set them up.`
        }
        actions={
          <>
            <OrganizationPicker organizationId={organization.id} />
            {isAdmin && (
              <Button onClick={() => setAdding(true)}>
                <Plus aria-hidden />
                Add a provider
              </Button>
            )}
          </>
        }
      >
        {providers.isPending && <SkeletonRows label="Loading providers" rows={4} />}
        {providers.error && (
          <ErrorNotice failure={failureOf(providers.error)} onRetry={() => void providers.refetch()} />
        )}
        {providers.data && (
          <Cards
            organization={organization}
            saved={providers.data}
            isAdmin={isAdmin}
            checks={checks}
            onChecks={setChecks}
          />
        )}
      </Section>
      {isPerson && providers.data && (
        <OwnKeys organization={organization} providers={providers.data} allowed={policy.data?.byok ?? true} />
      )}
      <SecretStorage />
      <AddProviderDialog
        open={adding && isAdmin}
        onClose={() => setAdding(false)}
        organization={organization}
        saved={providers.data ?? []}
        onSaved={(id, check) => setChecks({ ...checks, [id]: check })}
      />
    </>
  )
}

type Checks = Readonly<Record<string, ProviderCheck | undefined>>

type CardsProps = {
  organization: OrganizationMembership
  saved: readonly Provider[]
  isAdmin: boolean
  checks: Checks
  onChecks: (checks: Checks) => void
}

/** Where nothing is set up yet, the first form is open: who comes from a chat without a model came for it. */
function Cards({ organization, saved, isAdmin, checks, onChecks }: CardsProps) {
  const [startsEmpty] = useState(saved.length === 0)
  return (
    <div className="flex flex-col gap-3">
      {kindsOf(saved).map((kind, index) => (
        <ProviderCard
          key={kind.id}
          kind={kind}
          organization={organization}
          saved={saved.find(({ id }) => id === kind.id)}
          isAdmin={isAdmin}
          checked={checks[kind.id]}
          onChecked={(check) => onChecks({ ...checks, [kind.id]: check })}
          startsOpen={startsEmpty && isAdmin && index === 0}
        />
      ))}
    </div>
  )
}

/** `?organization=` is kept in the address, so that a link of a failure leads to the right one. */
function OrganizationPicker({ organizationId }: { organizationId: string }) {
  const navigate = useNavigate()
  const options = useOrganizations().map(({ id, name }) => ({ value: id, label: name }))
  if (options.length < 2) return null
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

/** The dialog is open while the address says so. */
function useAdding() {
  const navigate = useNavigate()
  const { organization, add = false } = useSearch({ from: '/settings/organization/providers' })
  const setAdding = (open: boolean) =>
    void navigate({
      to: '/settings/providers',
      search: { ...(organization === undefined ? {} : { organization }), ...(open ? { add: true as const } : {}) },
      replace: true,
    })
  return [add, setAdding] as const
}
