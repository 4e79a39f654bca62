// What a credential is worth now: the principal that it makes, or why it makes none. Read in one SELECT, whatever its kind (K18).
import { compileOnce, type Database } from '../database/index.ts'
import { membershipOf } from './membership.ts'
import type { KeyPrincipal, Principal, SessionPrincipal } from './principal.ts'

export type Gone = 'unknown' | 'expired' | 'disabled'
export type Standing<P extends Principal = Principal> =
  | { readonly standing: 'good'; readonly principal: P }
  | { readonly standing: 'gone'; readonly because: Gone }

type Dependencies = Pick<Database, 'read'> & { now: () => number }

/** By the hash of its secret, or by its id. */
export type KeyRef = { hash: string } | { id: string }

const selectKey = (read: Database['read']) =>
  read
    .selectFrom('apiKey')
    .leftJoin('user', 'user.id', 'apiKey.ownerUserId')
    .leftJoin('member', (join) =>
      join
        .onRef('member.userId', '=', 'apiKey.ownerUserId')
        .on((e) =>
          e.or([e('apiKey.kind', '=', 'personal'), e('member.organizationId', '=', e.ref('apiKey.organizationId'))]),
        ),
    )
    .leftJoin('organization', (join) =>
      join.on('organization.id', '=', (e) => e.fn.coalesce('member.organizationId', 'apiKey.organizationId')),
    )
    .select([
      'apiKey.id as id',
      'apiKey.kind as kind',
      'apiKey.expiresAt as expiresAt',
      'user.id as userId',
      'user.name as userName',
      'user.email as email',
      'user.disabledAt as disabledAt',
      'organization.id as organizationId',
      'organization.name as organizationName',
      'organization.slug as slug',
    ])
    .select((e) => e.fn.coalesce('apiKey.role', 'member.role').as('role'))
    .orderBy('organization.createdAt')
    .orderBy('organization.id')

const keyByHash = compileOnce((read, hash) => selectKey(read).where('apiKey.hash', '=', hash))
const keyById = compileOnce((read, id) => selectKey(read).where('apiKey.id', '=', id))

export async function keyStanding({ read, now }: Dependencies, ref: KeyRef): Promise<Standing<KeyPrincipal>> {
  const rows = await ('hash' in ref ? keyByHash(read, ref.hash) : keyById(read, ref.id))
  const [first] = rows
  if (first === undefined) return gone('unknown')
  if (first.expiresAt !== null && first.expiresAt <= now()) return gone('expired')
  if (first.disabledAt !== null) return gone('disabled')
  const reach = {
    source: { type: 'api-key', id: first.id },
    organizations: rows.flatMap(membershipOf),
    validUntil: first.expiresAt,
  } as const
  const { userId: id, userName: name, email } = first
  if (first.kind === 'service') return good({ kind: 'service-key', user: null, ...reach })
  // The owner's row goes with its keys; one without the other is nobody's key.
  if (id === null || name === null || email === null) return gone('unknown')
  return good({ kind: `${first.kind}-key`, user: { id, name, email }, ...reach })
}

export type SessionRef = { token: string } | { id: string }

const selectSession = (read: Database['read']) =>
  read
    .selectFrom('session')
    .innerJoin('user', 'user.id', 'session.userId')
    .leftJoin('member', 'member.userId', 'user.id')
    .leftJoin('organization', 'organization.id', 'member.organizationId')
    .select([
      'session.id as id',
      'session.expiresAt as expiresAt',
      'user.id as userId',
      'user.name as userName',
      'user.email as email',
      'user.disabledAt as disabledAt',
      'member.role as role',
      'organization.id as organizationId',
      'organization.name as organizationName',
      'organization.slug as slug',
    ])
    .orderBy('organization.createdAt')
    .orderBy('organization.id')

const sessionByToken = compileOnce((read, token) => selectSession(read).where('session.token', '=', token))
const sessionById = compileOnce((read, id) => selectSession(read).where('session.id', '=', id))

export async function sessionStanding(
  { read, now }: Dependencies,
  ref: SessionRef,
): Promise<Standing<SessionPrincipal>> {
  const rows = await ('token' in ref ? sessionByToken(read, ref.token) : sessionById(read, ref.id))
  const [first] = rows
  if (first === undefined) return gone('unknown')
  const validUntil = new Date(first.expiresAt).getTime()
  if (validUntil <= now()) return gone('expired')
  if (first.disabledAt !== null) return gone('disabled')
  return good({
    kind: 'session',
    via: 'bearer',
    source: { type: 'session', id: first.id },
    user: { id: first.userId, name: first.userName, email: first.email },
    organizations: rows.flatMap(membershipOf),
    validUntil,
  })
}

const good = <P extends Principal>(principal: P): Standing<P> => ({ standing: 'good', principal })
const gone = (because: Gone): Standing<never> => ({ standing: 'gone', because })
