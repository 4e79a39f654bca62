// Remembers how each credential fares, in this process: what one replica met says little about another's network.
import { LRUCache } from 'lru-cache'
import type { CredentialHealth } from '#contract/gateway'
import { afterAnswer, afterStart, type Condition, HEALTHY, healthAt, type Met } from './credential-health.ts'

export type CredentialConditions = {
  /** `name` says which credential without being one: an id, or a hash. */
  healthOf: (name: string) => CredentialHealth
  /** How many are passed over now, by why. */
  counts: () => Record<'cooling' | 'broken', number>
  /** To be called when a request goes out with it. */
  started: (name: string) => void
  met: (name: string, met: Met) => void
  /** Counts up each time, so that several can take their turns. */
  nextTurn: (name: string) => number
}

/** More than an instance has in use. One that is forgotten begins anew as healthy. */
const MAX_REMEMBERED = 10_000

export function createCredentialConditions(now: () => number): CredentialConditions {
  const remembered = new LRUCache<string, Condition>({ max: MAX_REMEMBERED })
  const turns = new LRUCache<string, number>({ max: MAX_REMEMBERED })
  const keep = (name: string, condition: Condition) => {
    if (condition === HEALTHY) remembered.delete(name)
    else remembered.set(name, condition)
  }
  const of = (name: string) => remembered.get(name) ?? HEALTHY
  return {
    healthOf: (name) => healthAt(of(name), now()),
    counts() {
      const counts = { cooling: 0, broken: 0 }
      for (const condition of remembered.values()) {
        const { state } = healthAt(condition, now())
        if (state !== 'healthy') counts[state] += 1
      }
      return counts
    },
    started: (name) => keep(name, afterStart(of(name), now())),
    met: (name, met) => keep(name, afterAnswer(of(name), met, now())),
    nextTurn(name) {
      const turn = turns.get(name) ?? 0
      turns.set(name, (turn + 1) % Number.MAX_SAFE_INTEGER)
      return turn
    },
  }
}
