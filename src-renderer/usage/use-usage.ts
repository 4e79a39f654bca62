// What the organization's ledger says, asked again while the page is open.
import { useQuery } from '@tanstack/react-query'
import type { FailureBody } from '#contract/failure'
import type { Usage } from '#contract/gateway'
import { failureOf, host } from '../host-client/index.ts'

const POLL_MS = 10_000

/** Both are set when a later poll fails: the last answer stays. */
export function useUsage(organizationId: string): { usage: Usage | null; failure: FailureBody | null } {
  const { data, error } = useQuery({
    ...host.usage.summary.queryOptions({ organizationId }),
    refetchInterval: POLL_MS,
  })
  return { usage: data ?? null, failure: error ? failureOf(error) : null }
}
