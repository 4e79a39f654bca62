// What the host says of itself, kept current by its subscription.
import { useSuspenseQuery } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import type { AppState } from '#contract/app'
import { host, queryClient } from './client.ts'

/** The host's state. Suspends until it is known for the first time; the frame asks before any page is shown. */
export function useAppState(): AppState {
  return useSuspenseQuery({ ...host.app.state.queryOptions(), staleTime: Number.POSITIVE_INFINITY }).data
}

/** Keeps the answer of `useAppState` current while the caller is mounted. Once, at the root of the window. */
export function useFollowAppState(): void {
  const onData = (state: AppState) => queryClient.setQueryData(host.app.state.queryKey(), state)
  useSubscription(host.app.onChange.subscriptionOptions(undefined, { onData }))
}
