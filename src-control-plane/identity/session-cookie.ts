// The session in a browser's cookie. The identity library signs it; we check it here, because the library's own way costs a read of its own
// and knows one secret only.
import { createHmac, timingSafeEqual } from 'node:crypto'

export const COOKIE_PREFIX = 'mooring'

/** As the library names it: by HTTPS only where people come by HTTPS. */
export function sessionCookieName(baseUrl: string): string {
  return `${isHttps(baseUrl) ? '__Secure-' : ''}${COOKIE_PREFIX}.session_token`
}

export const isHttps = (url: string): boolean => url.startsWith('https://')

/** The session token of a `cookie` header, if one of the secrets signed it: `<token>.<base64 of HMAC-SHA-256>`, percent-encoded. */
export function sessionTokenOf(header: string, name: string, secrets: readonly string[]): string | null {
  const value = cookieNamed(header, name)
  const dot = value?.lastIndexOf('.') ?? -1
  if (value === null || dot < 1) return null
  const [token, signature] = [value.slice(0, dot), Buffer.from(value.slice(dot + 1), 'base64')]
  return secrets.some((secret) => isSignature(signature, token, secret)) ? token : null
}

function isSignature(signature: Buffer, token: string, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(token).digest()
  return signature.length === expected.length && timingSafeEqual(signature, expected)
}

/** The first of that name: a browser sends the one with the longest path first. */
function cookieNamed(header: string, name: string): string | null {
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=')
    if (pair.slice(0, equals).trim() === name) return decoded(pair.slice(equals + 1).trim())
  }
  return null
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
