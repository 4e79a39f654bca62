// Remembers what credentials are worth, so that a warm request reads nothing (K18), and forgets it the moment that the database says it
// changed. It never remembers a denial, and remembers nothing while it could not be told of changes.
import { LRUCache } from 'lru-cache'
import type { Changes } from '../database/index.ts'
import { concerns } from './concerns.ts'
import type { Principal, Source } from './principal.ts'
import type { Standing } from './standing.ts'

/** Credentials remembered, each under two names: some KiB each. */
const MAX_REMEMBERED = 20_000
/** The last resort, should a change go unnoticed all the same. Milliseconds. */
const LIFETIME_MS = 30_000

export type StandingCache = Disposable & {
  /** `name` says which credential, without being one: a hash or an id. */
  get: (name: string, load: () => Promise<Standing>) => Promise<Standing>
}

type Good = Extract<Standing, { standing: 'good' }>

export function createStandingCache(changes: Changes, now: () => number): StandingCache {
  const remembered = new LRUCache<string, Good>({
    max: MAX_REMEMBERED,
    ttl: LIFETIME_MS,
    ttlResolution: 0,
    perf: { now },
  })
  // A load that began before a change may have read what was before it: it is answered, and not remembered.
  let generation = 0
  const subscription = changes.subscribe((change) => {
    generation += 1
    if (change === 'anything') return remembered.clear()
    for (const [name, { principal }] of remembered) if (concerns(change, principal)) remembered.delete(name)
  })
  return {
    async get(name, load) {
      const found = remembered.get(name)
      if (found !== undefined && !hasExpired(found.principal, now())) return found
      const begun = generation
      const standing = await load()
      if (standing.standing === 'good' && begun === generation && changes.live()) {
        remembered.set(name, standing)
        remembered.set(nameOf(standing.principal.source), standing)
      }
      return standing
    },
    [Symbol.dispose]: () => subscription[Symbol.dispose](),
  }
}

/** Under this a credential is remembered too, whatever it was presented as. */
export function nameOf({ type, id }: Source): string {
  return `${type} by id ${id}`
}

function hasExpired({ validUntil }: Principal, at: number): boolean {
  return validUntil !== null && validUntil <= at
}
