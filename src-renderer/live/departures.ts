// Organizations that the person is not in any more, until they have read it. One that they left here themselves is none.
import { useSyncExternalStore } from 'react'
import type { OrganizationMembership } from '#contract/organization'

let departures: readonly OrganizationMembership[] = []
const expected = new Set<string>()
const listeners = new Set<() => void>()

function change(next: readonly OrganizationMembership[]): void {
  departures = next
  for (const listener of listeners) listener()
}

/** Says beforehand that the person leaves it here. Returns how to take that back, when leaving failed. */
export function expectDeparture(organizationId: string): () => void {
  expected.add(organizationId)
  return () => void expected.delete(organizationId)
}

export function departedFrom(gone: readonly OrganizationMembership[]): void {
  change([...departures, ...gone.filter(({ id }) => !expected.delete(id))])
}

/** Whoever is back, or has read it, need not be told. */
export function forgetDeparture(isMeant: (organization: OrganizationMembership) => boolean): void {
  const rest = departures.filter((organization) => !isMeant(organization))
  if (rest.length !== departures.length) change(rest)
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useDepartures(): readonly OrganizationMembership[] {
  return useSyncExternalStore(subscribe, () => departures)
}
