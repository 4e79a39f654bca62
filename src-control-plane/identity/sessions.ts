// Sessions and memberships, read in one joined SELECT: better-auth's own handler is too slow for every request.
import type { Kysely } from 'kysely'
import type { OrganizationMembership } from '#contract/organization'
import type { Database, Tables } from '../database/index.ts'
import type { Auth } from './auth.ts'
import type { Principal } from './principal.ts'

type SessionDependencies = Pick<Database, 'read'> & { now: () => number }

/** The principal of an opaque session token, with its memberships as they are now; null when unknown or expired. */
export async function verifySession({ read, now }: SessionDependencies, token: string): Promise<Principal | null> {
  const rows = await sessionQuery(read).where('session.token', '=', token).execute()
  const [first] = rows
  if (first === undefined || new Date(first.expiresAt).getTime() <= now()) return null
  const user = { id: first.userId, name: first.userName, email: first.email }
  return { kind: 'session', sessionId: first.sessionId, user, organizations: rows.flatMap(membershipOf) }
}

/** A browser's cookie is signed: better-auth checks the signature, then the session is read as any other. */
export async function verifyCookie(
  deps: SessionDependencies & { auth: Auth },
  headers: Headers,
): Promise<Principal | null> {
  const found = await deps.auth.api.getSession({
    headers: new Headers({ cookie: headers.get('cookie') ?? '' }),
    query: { disableCookieCache: true, disableRefresh: true },
  })
  return found === null ? null : verifySession(deps, found.session.token)
}

function sessionQuery(read: Kysely<Tables>) {
  return read
    .selectFrom('session')
    .innerJoin('user', 'user.id', 'session.userId')
    .leftJoin('member', 'member.userId', 'user.id')
    .leftJoin('organization', 'organization.id', 'member.organizationId')
    .select([
      'session.id as sessionId',
      'session.expiresAt as expiresAt',
      'user.id as userId',
      'user.name as userName',
      'user.email as email',
      'member.role as role',
      'organization.id as organizationId',
      'organization.name as organizationName',
      'organization.slug as slug',
    ])
    .orderBy('organization.createdAt')
    .orderBy('organization.id')
}

type MembershipColumns = {
  role: OrganizationMembership['role'] | null
  organizationId: string | null
  organizationName: string | null
  slug: string | null
}

export function membershipOf({
  role,
  organizationId,
  organizationName,
  slug,
}: MembershipColumns): OrganizationMembership[] {
  if (role === null || organizationId === null || organizationName === null || slug === null) return []
  return [{ id: organizationId, name: organizationName, slug, role }]
}
