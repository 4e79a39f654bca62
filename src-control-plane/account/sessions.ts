// Where a person is signed in: listed without tokens, ended one by one or all but this one. What is open on an ended session ends with it.
import type { SignedInSession } from '#contract/identity'
import { type AuditEvent, recordAudit } from '../audit/index.ts'
import { authDate, type Database, millisecondsOf } from '../database/index.ts'
import { networkOf, type SessionPrincipal } from '../identity/index.ts'

export type SessionDependencies = Pick<Database, 'db' | 'read' | 'dialect' | 'changes'> & { now: () => number }

/** Shown at once, newest first; a person has a handful. */
const MAX_LISTED = 200
/** Characters of what a client says of itself. */
const MAX_USER_AGENT = 200

export async function listSessions(
  { read, dialect, now }: SessionDependencies,
  { user, source }: SessionPrincipal,
): Promise<SignedInSession[]> {
  const rows = await read
    .selectFrom('session')
    .select(['id', 'createdAt', 'expiresAt', 'ipAddress', 'userAgent'])
    .where('userId', '=', user.id)
    .where('expiresAt', '>', authDate(dialect, now()))
    .orderBy('createdAt', 'desc')
    .limit(MAX_LISTED)
    .execute()
  return rows.map(({ id, createdAt, expiresAt, ipAddress, userAgent }) => ({
    id,
    current: id === source.id,
    createdAt: millisecondsOf(createdAt),
    expiresAt: millisecondsOf(expiresAt),
    from: coarse(ipAddress),
    userAgent: userAgent?.slice(0, MAX_USER_AGENT) || null,
  }))
}

/** Kept coarse since it is kept by us; older rows hold the address itself. */
const coarse = (kept: string | null) => (kept?.includes('/') ? kept : networkOf(kept))

/** True if there was one of this person's. */
export function endSession(
  deps: SessionDependencies,
  person: SessionPrincipal,
  address: string | null,
  sessionId: string,
): Promise<boolean> {
  const own = sessionId === person.source.id
  return endWhere(deps, person, address, own ? 'signed-out' : 'session-revoked', (id) => id === sessionId)
}

/** True if there was another one. */
export function endOtherSessions(
  deps: SessionDependencies,
  person: SessionPrincipal,
  address: string | null,
): Promise<boolean> {
  return endWhere(deps, person, address, 'session-revoked', (id) => id !== person.source.id)
}

async function endWhere(
  { db, changes, now }: SessionDependencies,
  person: SessionPrincipal,
  address: string | null,
  action: 'signed-out' | 'session-revoked',
  isMeant: (id: string) => boolean,
): Promise<boolean> {
  const { user, organizations } = person
  const ended = await db.transaction().execute(async (trx) => {
    const rows = await trx.selectFrom('session').select(['id', 'userAgent']).where('userId', '=', user.id).execute()
    const meant = rows.filter(({ id }) => isMeant(id))
    for (const { id, userAgent } of meant) {
      await trx.deleteFrom('session').where('id', '=', id).execute()
      const event = eventOf(action, id, userAgent)
      for (const organization of organizations) {
        await recordAudit(trx, now, organization.id, { principal: person, address }, event)
      }
    }
    return meant
  })
  for (const { id } of ended) changes.announce({ table: 'session', id, organizationId: null, userId: user.id })
  return ended.length > 0
}

function eventOf(action: 'signed-out' | 'session-revoked', id: string, userAgent: string | null): AuditEvent {
  const name = userAgent?.slice(0, MAX_USER_AGENT) || 'A session'
  return action === 'signed-out' ? { action } : { action, target: { id, name } }
}
