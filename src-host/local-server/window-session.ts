// The cookie a browser holds after its ticket. It outlives a restart of the host, so that an open tab finds its terminals again.
import { createHash, randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Store } from '../store/index.ts'

const SESSION_LIFETIME_S = 30 * 24 * 3600

export type WindowSessions = {
  /** The `set-cookie` value of a new session. */
  open: () => string
  has: (headers: IncomingHttpHeaders) => boolean
}

/** `instance` makes the cookie's name this home's own: cookies do not tell ports apart, and two homes may be open at once. */
export function createWindowSessions(
  { windows }: Pick<Store, 'windows'>,
  instance: string,
  now: () => number,
): WindowSessions {
  const name = `mooring_${instance}`
  return {
    open() {
      const token = randomBytes(32).toString('base64url')
      windows.add(hashOf(token), now())
      return `${name}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${SESSION_LIFETIME_S}`
    },
    has(headers) {
      const token = cookieOf(headers, name)
      return token !== null && windows.has(hashOf(token), now() - SESSION_LIFETIME_S * 1000)
    },
  }
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

function cookieOf(headers: IncomingHttpHeaders, name: string): string | null {
  for (const pair of headers.cookie?.split(';') ?? []) {
    const [key, value] = pair.trim().split('=')
    if (key === name && value !== undefined) return value
  }
  return null
}
