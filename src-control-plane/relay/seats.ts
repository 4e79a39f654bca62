// Who sits where: each host with what is open at it, its channel and its attachments. All of that ends when the host is removed from its
// organization, or becomes somebody else's (R9).
import { Failure } from '#contract/failure'
import { type Change, createRechecks, type Database } from '../database/index.ts'
import { findOwnHost } from '../host/index.ts'
import type { Caller } from '../identity/index.ts'

/** Which host a connection is for, and whose authority the host is here on. */
export type Seat = Caller & { readonly hostId: string }

export type Seats = Disposable & {
  /** `end` is called once at most; it must not throw. */
  take: (seat: Seat, end: (failure: Failure) => void) => Disposable
  /** How much is open at this host. */
  count: (seat: Seat) => number
}

type Place = { readonly seat: Seat; readonly open: Set<(failure: Failure) => void> }

export function createSeats(deps: Pick<Database, 'read' | 'changes'>): Seats {
  const places = new Map<string, Place>()
  const rechecks = createRechecks<Place>(async ({ seat, open }) => {
    if (open.size === 0 || (await findOwnHost(deps, seat.scope, seat.hostId)) !== null) return
    const failure = new Failure('revoked', 'This host was removed from its organization.')
    for (const end of [...open]) if (open.delete(end)) end(failure)
  })
  const subscription = deps.changes.subscribe((change) => {
    for (const [key, place] of places) if (mayConcern(change, key)) rechecks.add(place)
  })
  return {
    take(seat, end) {
      const key = keyOf(seat.scope.organizationId, seat.hostId)
      const place = places.get(key) ?? { seat, open: new Set() }
      places.set(key, place)
      const entry = (failure: Failure) => end(failure)
      place.open.add(entry)
      rechecks.add(place)
      return {
        [Symbol.dispose]() {
          place.open.delete(entry)
          if (place.open.size === 0 && places.get(key) === place) places.delete(key)
        },
      }
    },
    count: ({ scope, hostId }) => places.get(keyOf(scope.organizationId, hostId))?.open.size ?? 0,
    [Symbol.dispose]() {
      subscription[Symbol.dispose]()
      rechecks[Symbol.dispose]()
    },
  }
}

const keyOf = (organizationId: string | null, hostId: string) => `${organizationId}/${hostId}`

const mayConcern = (change: Change | 'anything', key: string) =>
  change === 'anything' || (change.table === 'host' && keyOf(change.organizationId, change.id) === key)
