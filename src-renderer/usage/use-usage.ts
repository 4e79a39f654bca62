// What the organization's ledger says, asked again while the page is open.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { UsageDimension } from '#contract/gateway'
import { host, hostClient } from '../host-client/index.ts'
import type { Period } from './period.ts'

const POLL_MS = 10_000
/** Requests that are read at once. */
const PAGE = 50

/** The last answer stays while other days are read, and when a later reading fails. */
export function useUsageReport(organizationId: string, period: Period, by: readonly UsageDimension[], enabled = true) {
  return useQuery({
    ...host.usage.report.queryOptions({ organizationId, ...period, by: by.join(',') }),
    enabled,
    staleTime: 0,
    refetchInterval: POLL_MS,
    placeholderData: keepPreviousData,
  })
}

/** Newest first, as far as they were asked for; only the first page is asked again by itself. */
export function useRequests(organizationId: string) {
  return useInfiniteQuery({
    queryKey: [...host.usage.requests.queryKey({ organizationId }), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      hostClient.usage.requests.query(
        { organizationId, limit: PAGE, ...(pageParam ? { before: pageParam } : {}) },
        { signal },
      ),
    staleTime: 0,
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) => (state.data?.pages.length === 1 ? POLL_MS : false),
  })
}
