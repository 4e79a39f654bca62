// Which credentials a request presents, in the order in which they are tried. Pure: the same for HTTP and WebSocket upgrades.
import { looksLikeApiKey } from '#contract/api-key'
import { TOKEN_HEADER } from '#contract/identity'

export type Presented =
  | { type: 'api-key'; text: string }
  | { type: 'session'; text: string }
  | { type: 'token'; text: string }
  | { type: 'cookie'; header: string }

/** `x-mooring-token`, then Authorization, then `x-api-key`, then the cookie. What has no known shape is left out. */
export function presentedCredentials(headers: Headers): Presented[] {
  const cookie = headers.get('cookie')
  return [
    classify(headers.get(TOKEN_HEADER)),
    classify(bearerOf(headers.get('authorization'))),
    classify(headers.get('x-api-key')),
    cookie === null ? null : ({ type: 'cookie', header: cookie } as const),
  ].filter((presented) => presented !== null)
}

function bearerOf(authorization: string | null): string | null {
  return /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? null
}

const TOKEN_SHAPE = /^[\w-]+\.[\w-]+\.[\w-]+$/
/** better-auth's session tokens are 32 letters or digits. */
const SESSION_SHAPE = /^[0-9A-Za-z]{32}$/

function classify(text: string | null): Presented | null {
  if (text === null) return null
  if (looksLikeApiKey(text)) return { type: 'api-key', text }
  if (TOKEN_SHAPE.test(text)) return { type: 'token', text }
  if (SESSION_SHAPE.test(text)) return { type: 'session', text }
  return null
}
