// The address of a control plane, as a person types it, and whether a secret may travel there.
import { Failure } from '#contract/failure'

/** Its origin. Throws `bad-request`, in words for whoever typed it. */
export function parseAddress(text: string): string {
  const url = parse(text.trim())
  if (url === null) throw refuse(`"${text.trim()}" is no address of a control plane. Try https://mooring.example.com.`)
  if (url.username !== '' || url.password !== '') throw refuse('An address with a name or password in it is not taken.')
  return url.origin
}

/** Throws `bad-request` where anybody on the way could read a password or a sign-in. */
export function expectPrivateWay(origin: string, plainHttpAllowed: boolean): void {
  const { protocol, hostname } = new URL(origin)
  if (protocol === 'https:' || isLoopback(hostname) || plainHttpAllowed) return
  throw refuse(
    `${origin} is not encrypted: whoever is on the way could read the sign-in. Use https, or set MOORING_ALLOW_PLAIN_HTTP=1 if the network in between is your own.`,
  )
}

/** Without a scheme it is https, except on this very machine. */
function parse(text: string): URL | null {
  const withScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (!URL.canParse(withScheme)) return null
  const url = new URL(withScheme)
  if (!/^https?:$/.test(url.protocol) || url.hostname === '') return null
  if (withScheme !== text && isLoopback(url.hostname)) return new URL(`http://${text}`)
  return url
}

/** RFC 6761 §6.3, RFC 1122 §3.2.1.3, RFC 4291 §2.5.3. */
function isLoopback(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost\.?|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}

const refuse = (message: string) => new Failure('bad-request', message, { field: 'url' })
