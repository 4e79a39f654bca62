// Every open connection of the relay with whose it is, so that those of a principal can be closed at once.

import type { Failure } from '#contract/failure'
import { keyIdOf, type OrgScope, type Principal } from '../identity/index.ts'

/** On whose behalf a connection is open: a host, or a viewer (`hostId` null). */
export type Party = {
  readonly organizationId: string
  readonly userId: string | null
  readonly keyId: string | null
  readonly sessionId: string | null
  readonly hostId: string | null
}

export function partyOf(principal: Principal, { organizationId, userId }: OrgScope, hostId: string | null): Party {
  const sessionId = principal.source.type === 'session' ? principal.source.id : null
  return { organizationId, userId, keyId: keyIdOf(principal), sessionId, hostId }
}

/** An attachment has two parties, viewer and host: it ends with either. */
export type Connection = { readonly parties: readonly Party[]; close: (failure: Failure) => void }

export type Connections = {
  /** Returns how to forget it. */
  add: (connection: Connection) => () => void
  /** How many have a party that matches. */
  count: (predicate: (party: Party) => boolean) => number
  closeWhere: (predicate: (party: Party) => boolean, failure: Failure) => void
}

export function createConnections(): Connections {
  const open = new Set<Connection>()
  const where = (predicate: (party: Party) => boolean) => [...open].filter(({ parties }) => parties.some(predicate))
  return {
    add(connection) {
      open.add(connection)
      return () => open.delete(connection)
    },
    count: (predicate) => where(predicate).length,
    closeWhere(predicate, failure) {
      for (const connection of where(predicate)) connection.close(failure)
    },
  }
}
