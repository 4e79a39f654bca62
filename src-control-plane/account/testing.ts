// What tests of accounts ask of a control plane over HTTP, as a browser or a program would.
import { WebSocket } from 'ws'
import type { AuditEntry } from '#contract/audit'
import { RELAY_HOST_PATH } from '#contract/relay'
import type { Answer } from '../http/testing.ts'
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
export function upgrade(
  { url }: TestControlPlane,
  { origin, ...headers }: Record<string, string>,
  path = RELAY_HOST_PATH,
): Promise<{ status: number; retryAfter: string | null; text: string }> {
  const address = new URL(path, url)
  address.protocol = 'ws:'
  const socket = new WebSocket(address, { headers, ...(origin === undefined ? {} : { origin }) })
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      socket.terminate()
      resolve({ status: 101, retryAfter: null, text: '' })
    })
    socket.on('unexpected-response', async (_request, response) => {
      const parts: Buffer[] = []
      for await (const part of response) parts.push(part as Buffer)
      const retryAfter = response.headers['retry-after'] ?? null
      resolve({ status: response.statusCode ?? 0, retryAfter, text: Buffer.concat(parts).toString() })
    })
    socket.on('error', reject)
  })
}
