// Counts attempts to sign in, by address. One counter an instance: the library's own is shared by all in a process.
import { LRUCache } from 'lru-cache'

/** Addresses remembered; beyond it the longest unseen is forgotten, so that a flood of addresses cannot fill memory. */
const MAX_ADDRESSES = 10_000

type Rule = { window: number; max: number }
type Decision = { allowed: boolean; retryAfter: number | null }

/** Fixed windows of `rule.window` seconds with at most `rule.max` requests each. */
export function createRequestRate(now: () => number) {
  const windows = new LRUCache<string, { endsAt: number; count: number }>({ max: MAX_ADDRESSES })
  return {
    async consume(key: string, rule: Rule): Promise<Decision> {
      const found = windows.get(key)
      const current =
        found !== undefined && found.endsAt > now() ? found : { endsAt: now() + rule.window * 1000, count: 0 }
      windows.set(key, { ...current, count: current.count + 1 })
      if (current.count < rule.max) return { allowed: true, retryAfter: null }
      return { allowed: false, retryAfter: Math.ceil((current.endsAt - now()) / 1000) }
    },
  }
}
