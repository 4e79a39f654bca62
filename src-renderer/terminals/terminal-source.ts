// Where a terminal is, as an address to attach to and as words for a sentence.

export type TerminalSource =
  | { kind: 'local'; terminalId: string }
  | { kind: 'remote'; terminalId: string; hostId: string; hostName: string; organizationId: string }

/** `origin` is the window's own, for the host is its one door. Built from parts: an id can never become another path. */
export function addressOf(source: TerminalSource, origin: string): string {
  const url = new URL(origin)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const terminal = encodeURIComponent(source.terminalId)
  if (source.kind === 'local') {
    url.pathname = `/terminals/${terminal}`
  } else {
    url.pathname = `/hosts/${encodeURIComponent(source.hostId)}/terminals/${terminal}`
    url.searchParams.set('organization', source.organizationId)
  }
  return url.href
}

export function placeOf(source: TerminalSource): string {
  return source.kind === 'local' ? 'Mooring on this machine' : source.hostName
}
