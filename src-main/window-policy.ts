// What the page in the window may do: stay at the host, send a link to the system's browser, write to the clipboard.

export type Navigation =
  /** A page of the host. */
  | 'inside'
  /** A link for the system's browser. */
  | 'outside'
  | 'refused'

const OUTSIDE_PROTOCOLS = ['http:', 'https:', 'mailto:']

export function navigationOf(address: string, ownOrigin: string): Navigation {
  const url = URL.parse(address)
  if (url === null) return 'refused'
  if (url.origin === ownOrigin) return 'inside'
  return OUTSIDE_PROTOCOLS.includes(url.protocol) ? 'outside' : 'refused'
}

/** `permission` as Electron names it. Reading the clipboard is not among them: a paste is the person's own act. */
export function isPermitted(permission: string, requestedBy: string, ownOrigin: string): boolean {
  return permission === 'clipboard-sanitized-write' && URL.parse(requestedBy)?.origin === ownOrigin
}
