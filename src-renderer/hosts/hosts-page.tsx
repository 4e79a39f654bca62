// The machines of the organization, or one terminal of one of them.
import { Monitor } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useAppState } from '../host-client/index.ts'
import { useOrganization, useOrganizations } from '../organization/index.ts'
import { EmptyState, ErrorNotice, Page, SkeletonRows } from '../ui/index.ts'
import { useAttachedTerminal } from './attached-terminal.ts'
import { HostCard } from './host-card.tsx'
import { useHosts } from './use-hosts.ts'

/** The list is needed without a terminal emulator. */
const RemoteTerminal = lazy(() => import('./remote-terminal.tsx'))

export function HostsPage() {
  const organization = useOrganization()
  const { hostId: thisHostId } = useAppState()
  const elsewhere = useThisMachineElsewhere(organization.id)
  const { hosts, failure } = useHosts(organization.id, thisHostId)
  const attached = useAttachedTerminal()
  if (attached)
    return (
      <Suspense>
        <RemoteTerminal
          key={`${attached.hostId} ${attached.terminalId}`}
          organizationId={organization.id}
          terminalId={attached.terminalId}
          hostId={attached.hostId}
          host={hosts?.find(({ id }) => id === attached.hostId)}
        />
      </Suspense>
    )
  return (
    <Page title="Hosts" description={`The machines of ${organization.name}, and what runs on them. ${elsewhere}`}>
      {failure && <ErrorNotice failure={failure} className="mb-4" />}
      {!hosts && !failure && <SkeletonRows label="Loading the hosts" />}
      {hosts?.length === 0 && (
        <EmptyState
          icon={<Monitor />}
          title="No hosts yet"
          sentence={`A machine appears here once Mooring on it is signed in to ${organization.name}.`}
        />
      )}
      {hosts && hosts.length > 0 && (
        <ul aria-label="Hosts" className="flex flex-col gap-3">
          {hosts.map((host) => (
            <HostCard key={host.id} host={host} isThisMachine={host.id === thisHostId} />
          ))}
        </ul>
      )}
    </Page>
  )
}

/** A host belongs to one organization. Where that is another, this machine is missing from the list, and this says why. */
function useThisMachineElsewhere(organizationId: string): string {
  const { hostOrganizationId } = useAppState()
  const organizations = useOrganizations()
  if (hostOrganizationId === null || hostOrganizationId === organizationId) return ''
  const name = organizations.find(({ id }) => id === hostOrganizationId)?.name ?? 'another organization'
  return `This machine belongs to ${name}.`
}
