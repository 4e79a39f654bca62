// Remembers what credentials are worth, so that a warm request reads nothing (K18), and forgets it the moment that the database says it
// changed. It never remembers a denial, and remembers nothing while it could not be told of changes.
import { LRUCache } from 'lru-cache'
import type { Change, Changes } from '../database/index.ts'
import type { Source } from './principal.ts'
import type { Standing } from './standing.ts'

/** Credentials remembered: some KiB each. */
const MAX_REMEMBERED = 10_000
/** The last resort, should a change go unnoticed all the same. Milliseconds. */
const LIFETIME_MS = 30_000

export type StandingCache = Disposable & {
  /** `name` says which credential, without being one: a hash or an id. */
  get: (name: string, load: () => Promise<Standing>) => Promise<Standing>
}

export function createStandingCache(changes: Changes, now: () => number): StandingCache {
  const remembered = new LRUCache<string, Standing>({ max: MAX_REMEMBERED, ttl: LIFETIME_MS, perf: { now } })
  // A load that began before a change may have read what was before it: it is answered, and not remembered.
  let generation = 0
  const subscription = changes.subscribe((change) => {
    generation += 1
    for (const [name, standing] of remembered) {
      if (change === 'anything' || concerns(change, standing)) remembered.delete(name)
    }
  })
  return {
    async get(name, load) {
      const found = remembered.get(name)
      if (found !== undefined && !hasExpired(found, now())) return found
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

function hasExpired(standing: Standing, at: number): boolean {
  return standing.standing === 'good' && standing.principal.validUntil !== null && standing.principal.validUntil <= at
}

/** True if the change may have made this principal another one. */
export function concerns(change: Change, standing: Standing): boolean {
  if (standing.standing === 'gone') return true
  const { source, user, organizations } = standing.principal
  switch (change.table) {
    case 'apiKey':
      return source.type === 'api-key' && source.id === change.id
    case 'session':
      return source.type === 'session' && source.id === change.id
    case 'user':
    case 'member':
      return user !== null && user.id === change.userId
    case 'organization':
      return organizations.some(({ id }) => id === change.organizationId)
    case 'organizationInvitation':
    case 'provider':
    case 'host':
      return false
    default:
      return change.table satisfies never
  }
}
