// What the host says of itself. `live` keeps it current.
import { useSuspenseQuery } from '@tanstack/react-query'
import type { AppState } from '#contract/app'
import type { Me } from '#contract/identity'
import { host } from './client.ts'

/** The host's state. Suspends until it is known for the first time; the frame asks before any page is shown. */
export function useAppState(): AppState {
  return useSuspenseQuery({ ...host.app.state.queryOptions(), staleTime: Number.POSITIVE_INFINITY }).data
}

/** Who is signed in, by what; undefined while nobody is. */
export function useMe(): Me | undefined {
  const { identity } = useAppState()
  return identity.state === 'signed-in' ? identity.me : undefined
}
