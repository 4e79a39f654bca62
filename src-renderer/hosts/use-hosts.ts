// The hosts of an organization, asked again often enough that a change of state is seen within five seconds (U12).
import { useQuery } from '@tanstack/react-query'
import type { FailureBody } from '#contract/failure'
import type { Host } from '#contract/host'
import { failureOf, host } from '../host-client/index.ts'

const POLL_MS = 3_000

type Hosts = { hosts: readonly Host[] | null; failure: FailureBody | null }

/** This machine first, then by name. Both are set when a later poll fails: the last answer stays. */
export function useHosts(organizationId: string, thisHostId: string | null): Hosts {
  const { data, error } = useQuery({
    ...host.hosts.list.queryOptions({ organizationId }),
    refetchInterval: POLL_MS,
    select: (hosts) => inOrder(hosts, thisHostId),
  })
  return { hosts: data ?? null, failure: error ? failureOf(error) : null }
}

function inOrder(hosts: Host[], thisHostId: string | null): Host[] {
  const rank = ({ id }: Host) => (id === thisHostId ? 0 : 1)
  return hosts.toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name))
}
