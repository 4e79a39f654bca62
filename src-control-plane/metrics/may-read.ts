// Who may read metrics: somebody on this machine, or whoever has the token. Behind a proxy everybody may look like this machine, so there it
// takes the token. Pure, but for the comparison of secrets.
import { createHash, timingSafeEqual } from 'node:crypto'

export type Reader = {
  /** Of the socket, or as trusted proxies say. */
  readonly address: string | null
  /** Whether anything says that a proxy passed it on. */
  readonly forwarded: boolean
  readonly authorization: string | null
}

export type MetricsDoor = {
  /** Null: none is set. */
  readonly token: string | null
  /** Whether the operator says that a proxy stands in front. */
  readonly behindProxy: boolean
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/

export function mayRead({ address, forwarded, authorization }: Reader, { token, behindProxy }: MetricsDoor): boolean {
  if (token !== null && authorization !== null && isSame(authorization, `Bearer ${token}`)) return true
  return !behindProxy && !forwarded && address !== null && LOOPBACK.test(address)
}

/** Takes as long for a guess that is nearly right as for any other. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}
