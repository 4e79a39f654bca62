// Connects a tool: for a key of theirs, what a person puts into its environment so that it asks the organization's gateway.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import type { ApiKey } from '#contract/api-key'
import { useGatewayPolicy } from '../gateway/index.ts'
import { failureOf, useMe } from '../host-client/index.ts'
import { useOrganization } from '../organization/index.ts'
import { isToolId, ToolSetup } from '../tool-setup/index.ts'
import { buttonClass, ChoiceCards, EmptyState, ErrorNotice, Page, Select, SkeletonRows } from '../ui/index.ts'
import { connectableKeys } from './connectable-keys.ts'
import { FirstRequest } from './first-request.tsx'
import { MaskedKey } from './key-cells.tsx'
import { useApiKeys } from './use-api-keys.ts'

export function ConnectPage() {
  const { name } = useOrganization()
  const me = useMe()
  return (
    <Page
      title="Connect a tool"
      description={`A coding tool or a program asks models through ${name}, with one key of Mooring in place of a provider’s.`}
      className="max-w-4xl"
    >
      {me?.keyId === null ? <WithOwnKey /> : <Lines bound={me?.kind !== 'personal-key'} />}
    </Page>
  )
}

function WithOwnKey() {
  const { id: organizationId, name } = useOrganization()
  const { keys, error, readAgain } = useApiKeys()
  const { search, change } = useChoices()
  if (error) return <ErrorNotice failure={failureOf(error)} onRetry={() => void readAgain()} />
  if (!keys) return <SkeletonRows label="Loading the keys" />
  const usable = connectableKeys(keys, organizationId, Date.now())
  const chosen = usable.find(({ id }) => id === search.key) ?? usable[0]
  if (!chosen) return <NoKey organizationName={name} />
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center gap-3">
        <Select
          label="Key"
          className="w-64"
          icon={<KeyRound aria-hidden className="size-4 text-ink-faint" />}
          options={usable.map((key) => ({ value: key.id, label: key.name }))}
          value={chosen.id}
          onValueChange={(key) => change({ key })}
        />
        <span className="flex flex-wrap items-center gap-x-2 text-ink-soft">
          <MaskedKey {...chosen} />
          {ACTS_AS[chosen.kind]}
        </span>
        <Link to="/keys" search={{ create: true }} className={buttonClass({ variant: 'ghost', className: 'ml-auto' })}>
          Create another key
        </Link>
      </div>
      <Lines bound={chosen.kind !== 'personal'} />
      <FirstRequest organizationId={organizationId} keyId={chosen.id} />
    </div>
  )
}

const ACTS_AS: Record<ApiKey['kind'], string> = {
  member: 'acts as you',
  personal: 'acts as you; the lines name the organization',
  service: 'acts for the organization',
}

function Lines({ bound }: { bound: boolean }) {
  const organization = useOrganization()
  const { search, change } = useChoices()
  const allowed = useGatewayPolicy(organization.id).data?.byok ?? true
  const own = search.own === true && allowed
  const choices = [
    {
      value: 'organization',
      label: 'The organization’s credential',
      sentence: `Mooring sends the key that ${organization.name} has with the provider.`,
    },
    {
      value: 'own',
      label: 'A provider credential of your own',
      sentence: 'The tool keeps its own key or sign-in. Mooring passes it on and writes the request down.',
      unavailable: allowed ? undefined : `${organization.name} does not allow provider keys of one’s own.`,
    },
  ] as const
  return (
    <div className="flex flex-col gap-6">
      <ChoiceCards
        label="Whose credential goes to the provider"
        choices={choices}
        value={own ? 'own' : 'organization'}
        onValueChange={(whose) => change({ own: whose === 'own' ? true : undefined })}
      />
      <ToolSetup
        tool={isToolId(search.tool) ? search.tool : 'claude-code'}
        onTool={(tool) => change({ tool })}
        organization={organization}
        bound={bound}
        secret={null}
        own={own}
      />
    </div>
  )
}

/** They stand in the address, so that a link leads to exactly these lines. */
function useChoices() {
  const navigate = useNavigate()
  const search = useSearch({ from: '/organization/keys/connect' })
  const change = (part: typeof search) =>
    void navigate({ to: '/keys/connect', search: { ...search, ...part }, replace: true })
  return { search, change }
}

function NoKey({ organizationName }: { organizationName: string }) {
  return (
    <EmptyState
      icon={<KeyRound />}
      title="A tool needs a key of its own"
      sentence={`You have none that acts in ${organizationName}. Make one for the tool; its lines are shown with it.`}
      action={
        <Link to="/keys" search={{ create: true }} className={buttonClass({ variant: 'primary' })}>
          Create API key
        </Link>
      }
    />
  )
}
