// Which terminal of which host is shown stands in the address, so that a reload and a link show the same one.
import { useLocation } from '@tanstack/react-router'

export type AttachedTerminal = { readonly hostId: string; readonly terminalId: string }

export function addressOf({ hostId, terminalId }: AttachedTerminal): string {
  return `/hosts?${new URLSearchParams({ host: hostId, terminal: terminalId })}`
}

/** Null for the list of hosts. */
export function readAddress(search: string): AttachedTerminal | null {
  const parameters = new URLSearchParams(search)
  const hostId = parameters.get('host')
  const terminalId = parameters.get('terminal')
  return hostId && terminalId ? { hostId, terminalId } : null
}

export function useAttachedTerminal(): AttachedTerminal | null {
  return readAddress(useLocation({ select: ({ searchStr }) => searchStr }))
}
