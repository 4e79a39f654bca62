// Puts together what a caller sees of a host: the row, what its channel says now, and no more than this caller may know.
import type { Host, Presence, TerminalSummary } from '#contract/host'
import type { OrgScope } from '../identity/index.ts'
import { type HostRow, mayAttach } from './hosts.ts'

/** A host whose channel is open. */
export type LiveHost = { readonly since: number; readonly terminals: readonly TerminalSummary[] }

export function hostSeenBy(scope: OrgScope, row: HostRow, live: LiveHost | null): Host {
  const { offlineSince, offlineReason, ownerId, ...host } = row
  const ownerUserId = ownerId === row.organizationId ? null : ownerId
  const attachable = mayAttach(scope, row)
  const presence: Presence =
    live === null
      ? { state: 'offline', since: offlineSince, reason: offlineReason }
      : { state: 'online', since: live.since }
  return {
    ...host,
    ownerUserId,
    presence,
    attachable,
    terminals: attachable && live !== null ? [...live.terminals] : [],
  }
}
