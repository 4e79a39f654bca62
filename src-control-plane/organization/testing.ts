// People and organizations for tests: the real routes behind real authentication, on a real database with a clock that can be put forward.
import { AuditPage } from '#contract/audit'
import { credentialHeaders } from '#contract/identity'
import {
  CreatedInvitation,
  type CreateInvitationRequestInput,
  type Invitation,
  OrganizationMembership,
  type Role,
} from '#contract/organization'
import { auditRoutes } from '../audit/index.ts'
import type { TestDatabase } from '../database/testing.ts'
import { failureResponse, newRouter } from '../http/index.ts'
import { CLIENT_ADDRESS_HEADER } from '../identity/index.ts'
import { openIdentityForTest, type TestIdentity } from '../identity/testing.ts'
import type { OrganizationDependencies } from './change-organization.ts'
import { organizationRoutes } from './index.ts'

export type Person = { readonly id: string; readonly name: string; readonly session: string }
export type Answer = { status: number; body: unknown; text: string; headers: Headers }
export type Invited = { invitation: Invitation; link: string; token: string }

export type TestPeople = AsyncDisposable & {
  readonly place: TestIdentity
  readonly deps: OrganizationDependencies & { url: string }
  addPerson: (name: string) => Promise<Person>
  /** With a person's session, or a credential as text. */
  call: (who: Person | string, method: string, path: string, body?: unknown) => Promise<Answer>
  /** The answer before it is read. */
  open: (who: Person, path: string) => Promise<Response>
  /** A new organization's id. */
  found: (owner: Person, name?: string) => Promise<string>
  invite: (admin: Person, organizationId: string, request?: CreateInvitationRequestInput) => Promise<Invited>
  accept: (person: Person, token: string) => Promise<Answer>
  /** Invited, and accepted. */
  bring: (admin: Person, organizationId: string, person: Person, role?: Role) => Promise<void>
  changeRole: (by: Person, organizationId: string, of: Person, role: Role) => Promise<Answer>
  /** Oneself: leaves. */
  remove: (by: Person, organizationId: string, of: Person) => Promise<Answer>
  /** By user id. */
  roles: (organizationId: string) => Promise<Record<string, Role>>
  /** Newest first, as text: `role-changed Bob by Ada`. */
  audit: (admin: Person, organizationId: string) => Promise<string[]>
}

/** Where people reach the control plane, as far as links say. */
export const PUBLIC_URL = 'https://mooring.example'
export const CLIENT_ADDRESS = '203.0.113.77'

export async function openPeopleForTest(create: () => Promise<TestDatabase>): Promise<TestPeople> {
  const place = await openIdentityForTest(create)
  const { database, identity, now } = place
  const deps = { ...database, now, url: PUBLIC_URL }
  const app = newRouter()
  app.onError(failureResponse)
  app.use('/v1/*', async (c, next) => {
    c.set('principal', await identity.authenticate(c.req.raw.headers))
    await next()
  })
  app.route('/', organizationRoutes(deps))
  app.route('/', auditRoutes({ ...deps, live: identity.live }))

  const call: TestPeople['call'] = async (who, method, path, body) => {
    const credential = typeof who === 'string' ? who : who.session
    const headers = {
      ...credentialHeaders(credential),
      [CLIENT_ADDRESS_HEADER]: CLIENT_ADDRESS,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    }
    const response = await app.request(path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    return { status: response.status, body: isJson ? JSON.parse(text) : null, text, headers: response.headers }
  }
  const pathOf = (organizationId: string, ...rest: string[]) => ['/v1/organizations', organizationId, ...rest].join('/')
  const invite: TestPeople['invite'] = async (admin, organizationId, request = {}) => {
    const answer = await call(admin, 'POST', pathOf(organizationId, 'invitations'), request)
    const { invitation, link } = CreatedInvitation.parse(answer.body)
    return { invitation, link, token: new URL(link).hash.slice(1) }
  }
  const accept: TestPeople['accept'] = (person, token) => call(person, 'POST', '/v1/invitations/accept', { token })
  return {
    place,
    deps,
    call,
    open: async (who, path) => app.request(path, { headers: credentialHeaders(who.session) }),
    invite,
    accept,
    async addPerson(name) {
      const id = await place.addUser(name)
      return { id, name, session: (await place.signIn(id)).token }
    },
    async found(owner, name = 'North') {
      return OrganizationMembership.parse((await call(owner, 'POST', '/v1/organizations', { name })).body).id
    },
    async bring(admin, organizationId, person, role = 'member') {
      const { token } = await invite(admin, organizationId, { role })
      const answer = await accept(person, token)
      if (answer.status !== 200) throw new Error(`accepting answered ${answer.status}: ${answer.text}`)
    },
    changeRole: (by, organizationId, of, role) => call(by, 'PATCH', pathOf(organizationId, 'members', of.id), { role }),
    remove: (by, organizationId, of) => call(by, 'DELETE', pathOf(organizationId, 'members', of.id)),
    async roles(organizationId) {
      const rows = await database.db
        .selectFrom('member')
        .select(['userId', 'role'])
        .where('organizationId', '=', organizationId)
        .execute()
      return Object.fromEntries(rows.map(({ userId, role }) => [userId, role]))
    },
    async audit(admin, organizationId) {
      const { entries } = AuditPage.parse((await call(admin, 'GET', pathOf(organizationId, 'audit?limit=200'))).body)
      return entries.map(({ action, targetName, actorName }) => `${action} ${targetName} by ${actorName}`)
    },
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  }
}
