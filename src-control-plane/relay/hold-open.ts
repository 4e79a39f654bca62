// What keeps a connection of the relay open: that everybody on whose authority it is open may still be here (R9).
import type { Failure } from '#contract/failure'
import type { Caller, LiveAccess } from '../identity/index.ts'
import type { Seat, Seats } from './seats.ts'

export type HoldDependencies = { live: LiveAccess; seats: Seats }

/** `viewer` is null for the host's own channel. `end` may be called more than once, by each of them. */
export function holdOpen(
  { live, seats }: HoldDependencies,
  seat: Seat,
  viewer: Caller | null,
  end: (failure: Failure) => void,
): Disposable {
  const stack = new DisposableStack()
  stack.use(seats.take(seat, end))
  for (const { principal, scope } of viewer === null ? [seat] : [viewer, seat]) {
    stack.use(live.hold({ principal, scope, end }))
  }
  return stack
}
