// Keeps what the window shows true while it is open: the host's own state, and what changes on the control plane.
import { useSubscription } from '@trpc/tanstack-react-query'
import type { AppState } from '#contract/app'
import type { Hint } from '#contract/hint'
import { host, queryClient } from '../host-client/index.ts'
import { takenAway } from './change-of-state.ts'
import { departedFrom, forgetDeparture } from './departures.ts'
import { forget } from './forget.ts'
import { queriesOf } from './queries-of-hint.ts'

/** Once, at the root of the window. */
export function useLive(): void {
  useSubscription(host.app.onChange.subscriptionOptions(undefined, { onData: takeState }))
  useSubscription(host.hints.onHint.subscriptionOptions(undefined, { onData: takeHint }))
}

/** What may not be seen any more is gone before the new state is shown. */
function takeState(now: AppState): void {
  const key = host.app.state.queryKey()
  const taken = takenAway(queryClient.getQueryData(key), now)
  if (taken.what === 'organizations') departedFrom(taken.gone)
  if (taken.what === 'everything') forgetDeparture(() => true)
  queryClient.setQueryData(key, now)
  forget(queryClient.getQueryCache(), taken)
  forgetDeparture(({ id }) => isIn(now, id))
}

const isIn = ({ identity }: AppState, organizationId: string) =>
  identity.state === 'signed-in' && identity.me.organizations.some(({ id }) => id === organizationId)

function takeHint(hint: Hint): void {
  for (const { path, organizationId } of queriesOf(hint)) {
    const question = organizationId === null ? [] : [{ input: { organizationId } }]
    void queryClient.invalidateQueries({ queryKey: [path, ...question] })
  }
}
