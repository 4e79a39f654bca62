// Who may speak to the host's loopback server. Pure, and the same for HTTP and WebSocket upgrades (L1).
import type { IncomingHttpHeaders } from 'node:http'

export type Admission = { admitted: true } | { admitted: false; status: 401 | 403; reason: string }

type Question = {
  headers: IncomingHttpHeaders
  /** The port that is listened on. */
  port: number
  upgrade: boolean
  hasSession: boolean
}

/** Names by which this machine calls itself; a rebinding page arrives under its own name. */
const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]']

export function isOwnAddress(headers: IncomingHttpHeaders, port: number): boolean {
  return LOOPBACK_NAMES.some((name) => headers.host === `${name}:${port}`)
}

/** A browser names the page that asks: by Origin on writes and upgrades, by Sec-Fetch-Site always. */
export function isForeignPage(headers: IncomingHttpHeaders): boolean {
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) return true
  const site = headers['sec-fetch-site']
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}

export function admit({ headers, port, upgrade, hasSession }: Question): Admission {
  if (!isOwnAddress(headers, port)) return refused(403, 'This address is not the one that Mooring listens on.')
  if (isForeignPage(headers)) return refused(403, 'A page of another origin may not use this host.')
  if (upgrade && headers.origin === undefined) return refused(403, 'A WebSocket must name its origin.')
  if (!hasSession) return refused(401, 'Open Mooring by the address that its start prints.')
  return { admitted: true }
}

const refused = (status: 401 | 403, reason: string): Admission => ({ admitted: false, status, reason })
