// What tests of accounts ask of a control plane over HTTP, as a browser or a program would.
import type { AuditEntry } from '#contract/audit'
import { RELAY_HOST_PATH } from '#contract/relay'
import { type Answer, tryUpgrade } from '../http/testing.ts'
import type { Person, TestControlPlane } from '../testing.ts'

const PASSWORD = 'correct horse battery'

export function signUp(plane: TestControlPlane, body: object, headers: Record<string, string> = {}): Promise<Answer> {
  return plane.call(null, 'POST', '/api/auth/sign-up/email', {
    body: { name: 'Ada', email: 'ada@example.com', password: PASSWORD, ...body },
    headers,
  })
}

export function signIn(
  plane: TestControlPlane,
  { email, password }: Pick<Person, 'email' | 'password'>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return plane.call(null, 'POST', '/api/auth/sign-in/email', { body: { email, password }, headers })
}

/** The `cookie` header of a browser that got this answer. */
export function cookieOf({ headers }: Answer): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

export async function auditOf(plane: TestControlPlane, person: Person, organizationId: string): Promise<AuditEntry[]> {
  const { body } = await plane.call(person.session, 'GET', `/v1/organizations/${organizationId}/audit`)
  return (body as { entries: AuditEntry[] }).entries
}

/** What a door (the relay's for hosts) answers to an upgrade: 101, or a refusal before it. */
export const upgrade = (
  { url }: TestControlPlane,
  headers: Record<string, string>,
  path = RELAY_HOST_PATH,
): Promise<Answer> => tryUpgrade(new URL(path, url), headers)
