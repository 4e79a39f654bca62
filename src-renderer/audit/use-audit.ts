// The audit of an organization, newest first, as far as it was asked for.
import { useInfiniteQuery } from '@tanstack/react-query'
import type { AuditAction } from '#contract/audit'
import { host, hostClient } from '../host-client/index.ts'

export type AuditFilter = {
  action?: AuditAction | undefined
  actorUserId?: string | undefined
  /** Milliseconds since the epoch; `to` is the first moment that is not in it. */
  from?: number | undefined
  to?: number | undefined
}

/** Entries that are read at once. */
const PAGE = 50

export function useAudit(organizationId: string, filter: AuditFilter) {
  const question = { organizationId, ...filter }
  return useInfiniteQuery({
    queryKey: [...host.audit.page.queryKey(question), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      hostClient.audit.page.query(
        { ...question, limit: PAGE, ...(pageParam ? { before: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ entries, more }) => (more ? entries.at(-1)?.id : undefined),
  })
}
