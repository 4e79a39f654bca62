// The people, organizations and credentials of the tenant matrix: every kind of credential there is, in one control plane.
import { sql } from 'kysely'
import type { MintedApiKey, MintRequestInput } from '#contract/api-key'
import { type Me, ORGANIZATION_HEADER } from '#contract/identity'
import { openDatabase } from '../database/index.ts'
import type { TestDatabase } from '../database/testing.ts'
import { tryUpgrade } from '../http/testing.ts'
import { type Person, startControlPlaneForTest, type TestControlPlane } from '../testing.ts'
import type { Door } from './door-table.ts'
import type { Caller } from './expected.ts'

export type { Door } from './door-table.ts'
export { expectedStatus } from './expected.ts'

export type MatrixCaller = Caller & {
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
  /** As a client of ours holds it; none for a browser's cookie. */
  readonly credential?: string
}

export type World = AsyncDisposable & {
  readonly plane: TestControlPlane
  /** By what they are to Ada: she owns `own`, is a member of `other`, and has nothing to do with `foreign`. */
  readonly organizations: Readonly<Record<'own' | 'other' | 'foreign', string>>
  readonly callers: readonly MatrixCaller[]
  /** Every secret there is: none may stand in any answer. */
  readonly secrets: readonly string[]
}

/** Stands in whatever belongs to the foreign organization: no answer to Ada may contain it. */
export const FOREIGN_MARK = 'nobody-else-may-read-this'

export async function createWorld(create: () => Promise<TestDatabase>): Promise<World> {
  await using stack = new AsyncDisposableStack()
  const plane = stack.use(await startControlPlaneForTest(create))
  const [ada, bob, carol] = [await plane.signUp('Ada'), await plane.signUp('Bob'), await plane.signUp('Carol')]
  const own = (await plane.createOrganization(ada, 'North')).id
  const other = (await plane.createOrganization(bob, 'South')).id
  const foreign = (await plane.createOrganization(bob, FOREIGN_MARK)).id
  await mintKey(plane, bob, { organizationId: foreign, name: FOREIGN_MARK })
  await addMember(plane, ada, other)
  await addMember(plane, carol, own)
  const mint = (person: Person, request: MintRequestInput) => mintKey(plane, person, request)
  const member = await mint(ada, { organizationId: own, name: 'member' })
  const personal = await mint(ada, { kind: 'personal', name: 'personal' })
  const service = await mint(ada, { kind: 'service', organizationId: own, name: 'service' })
  const serviceAdmin = await mint(ada, { kind: 'service', organizationId: own, name: 'admin', role: 'admin' })
  const stale = await mint(carol, { organizationId: own, name: 'stale' })
  const deleted = await mint(ada, { organizationId: own, name: 'deleted' })
  await plane.call(ada.session, 'DELETE', `/v1/api-keys/${deleted.key.id}`)
  const tokenOf = async (credential: string) =>
    ((await plane.call(credential, 'GET', '/api/auth/token')).body as { token: string }).token
  const tokens = [await tokenOf(member.secret), await tokenOf(personal.secret), await tokenOf(ada.session)] as const
  const cookie = await signInByCookie(plane, ada)
  await removeMember(plane, carol, own)

  const everything = { [own]: 'owner', [other]: 'member' } as const
  const key = (credential: string) => ({ credential, headers: { 'x-api-key': credential } })
  const bearer = (credential: string) => ({ credential, headers: { authorization: `Bearer ${credential}` } })
  const callers: MatrixCaller[] = [
    { name: 'nobody', kind: 'nobody', reach: {}, headers: {} },
    { name: 'a made-up key', kind: 'nobody', reach: {}, ...key(`moor_live_${'a'.repeat(42)}`) },
    { name: 'a deleted key', kind: 'nobody', reach: {}, ...key(deleted.secret) },
    { name: 'a session', kind: 'person', reach: everything, ...bearer(ada.session) },
    { name: 'a cookie', kind: 'person', reach: everything, headers: { cookie, origin: plane.url } },
    { name: 'a member key', kind: 'bound-key', reach: { [own]: 'owner' }, ...key(member.secret) },
    { name: 'a member key as Bearer', kind: 'bound-key', reach: { [own]: 'owner' }, ...bearer(member.secret) },
    { name: 'a personal key', kind: 'personal-key', reach: everything, ...key(personal.secret) },
    { name: 'a service key', kind: 'bound-key', reach: { [own]: 'member' }, ...key(service.secret) },
    { name: 'an admin service key', kind: 'bound-key', reach: { [own]: 'admin' }, ...key(serviceAdmin.secret) },
    { name: "a removed member's key", kind: 'bound-key', reach: {}, ...key(stale.secret) },
    { name: "a member key's token", kind: 'token', reach: { [own]: 'owner' }, ...bearer(tokens[0]) },
    { name: "a personal key's token", kind: 'token', reach: everything, ...bearer(tokens[1]) },
    { name: "a session's token", kind: 'token', reach: everything, ...bearer(tokens[2]) },
  ]
  const open = stack.move()
  return {
    plane,
    organizations: { own, other, foreign },
    callers,
    secrets: [
      ...[member, personal, service, serviceAdmin, stale, deleted].map(({ secret }) => secret),
      ...[ada, bob, carol].map(({ session }) => session),
      ...tokens,
    ],
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

async function mintKey(plane: TestControlPlane, person: Person, body: MintRequestInput): Promise<MintedApiKey> {
  const answer = await plane.call(person.session, 'POST', '/v1/api-keys', { body })
  if (answer.status !== 201) throw new Error(`mint answered ${answer.status}: ${answer.text}`)
  return answer.body as MintedApiKey
}

async function userIdOf(plane: TestControlPlane, person: Person): Promise<string> {
  return ((await plane.call(person.session, 'GET', '/v1/me')).body as Me).user?.id ?? ''
}

/** By hand, as an operator might: the control plane must notice all the same. */
async function addMember(plane: TestControlPlane, person: Person, organizationId: string): Promise<void> {
  const userId = await userIdOf(plane, person)
  await byHand(
    plane,
    sql`insert into "member" ("id", "organizationId", "userId", "role", "createdAt")
    values (${`m_${userId}`}, ${organizationId}, ${userId}, 'member', ${new Date().toISOString()})`,
  )
  await noticed(plane, person, (me) => me.organizations.some(({ id }) => id === organizationId))
}

async function removeMember(plane: TestControlPlane, person: Person, organizationId: string): Promise<void> {
  await byHand(
    plane,
    sql`delete from "member" where "userId" = ${await userIdOf(plane, person)} and "organizationId" = ${organizationId}`,
  )
  await noticed(plane, person, (me) => me.organizations.every(({ id }) => id !== organizationId))
}

async function byHand(plane: TestControlPlane, statement: ReturnType<typeof sql>): Promise<void> {
  await using database = await openDatabase(plane.database.url)
  await statement.execute(database.db)
}

async function noticed(plane: TestControlPlane, person: Person, holds: (me: Me) => boolean): Promise<void> {
  const until = Date.now() + 5_000
  while (!holds((await plane.call(person.session, 'GET', '/v1/me')).body as Me)) {
    if (Date.now() > until) throw new Error('the control plane did not notice')
  }
}

async function signInByCookie(plane: TestControlPlane, person: Person): Promise<string> {
  const answer = await plane.call(null, 'POST', '/api/auth/sign-in/email', {
    body: { email: person.email, password: person.password },
    headers: { origin: plane.url },
  })
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

export type Question = { name: string; door: Door; caller: MatrixCaller; organizationId: string | null }

/** The status that the door answers. */
export async function ask(url: string, { name, door, caller, organizationId }: Question): Promise<number> {
  const [method = '', path = ''] = name.split(' ')
  const address = new URL(fill(path, { ...door.parameters, organizationId: organizationId ?? 'org_made_up' }), url)
  address.search = door.query ?? ''
  const headers = { ...caller.headers, ...headersOf(door, organizationId) }
  if (method === 'UPGRADE') return (await tryUpgrade(address, headers)).status
  const response = await fetch(address, { method, headers, body: bodyOf(door, organizationId), redirect: 'error' })
  await response.body?.cancel()
  return response.status
}

/** `/v1/things/:id` with its parameters; one that is not given gets an id that nothing has. */
export function fill(path: string, parameters: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(parameters[name] ?? 'made_up'))
}

function headersOf({ access, body }: Door, organizationId: string | null): Record<string, string> {
  const named = access.who === 'role' && access.named === 'header' && organizationId !== null
  return {
    ...(named ? { [ORGANIZATION_HEADER]: organizationId } : {}),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  }
}

function bodyOf({ access, body }: Door, organizationId: string | null): string | null {
  if (body === undefined) return null
  const named = access.who === 'role' && access.named === 'body' && organizationId !== null
  return JSON.stringify({ ...body(), ...(named ? { organizationId } : {}) })
}
