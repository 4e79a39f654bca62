// Whose request it is, for limits and for the audit: the socket's address, unless the operator says that proxies stand in front. What a
// client claims of itself counts for nothing. Pure.
import { isIP } from 'node:net'

/**
 * `forwardedFor` is the value of `x-forwarded-for`: each proxy adds, on the right, whom it heard the request from. So with `proxies`
 * trusted ones the client is that many places from the right, and whatever stands left of it is the client's own invention.
 */
export function clientAddress(socket: string | undefined, forwardedFor: string | undefined, proxies: number): string {
  const own = socket ?? 'unknown'
  if (proxies === 0 || forwardedFor === undefined) return own
  const claims = forwardedFor.split(',')
  // Fewer places than proxies: the request entered behind the outer ones, and all of them were written by proxies.
  const claim = claims[Math.max(0, claims.length - proxies)] ?? ''
  return addressIn(claim.trim()) ?? own
}

/** Proxies write `203.0.113.7`, `203.0.113.7:51234`, `2001:db8::7` or `[2001:db8::7]:51234`. */
function addressIn(text: string): string | null {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  return isIP(bare) === 0 ? null : bare
}
