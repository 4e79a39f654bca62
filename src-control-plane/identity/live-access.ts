// Live revocation: whatever stays open on somebody's authority is held here, judged again when the database says that the authority
// changed, and ended with the reason (K7, K8, R9).
import type { Failure } from '#contract/failure'
import { type Changes, createRechecks } from '../database/index.ts'
import { concerns } from './concerns.ts'
import { type Authority, judge } from './judge.ts'
import type { Source } from './principal.ts'
import type { Standing } from './standing.ts'
import { nameOf } from './standing-cache.ts'

export type Access = Authority & {
  /** Called once at most. Must not throw. */
  readonly end: (failure: Failure) => void
}

export type LiveAccess = Disposable & {
  /** Judges it at once, in the background, and then whenever that may come out otherwise. Disposing it forgets the access. */
  hold: (access: Access) => Disposable
}

type Dependencies = {
  changes: Changes
  standingOf: (source: Source) => Promise<Standing>
  now: () => number
}

/** The longest that a timer of Node's can wait. Milliseconds. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** All that is open on one credential: judged together, by one look at it. */
type Group = { readonly principal: Access['principal']; readonly accesses: Set<Access>; alarm: NodeJS.Timeout | null }

export function createLiveAccess({ changes, standingOf, now }: Dependencies): LiveAccess {
  const groups = new Map<string, Group>()
  const rechecks = createRechecks<Group>(async (group) => {
    if (group.accesses.size === 0) return
    const standing = await standingOf(group.principal.source)
    for (const access of [...group.accesses]) {
      const failure = judge(access, standing)
      if (failure !== null && leave(group, access)) access.end(failure)
    }
    if (standing.standing === 'good') setAlarm(group, standing.principal.validUntil)
  })
  const subscription = changes.subscribe((change) => {
    for (const group of groups.values()) if (concerns(change, group.principal)) rechecks.add(group)
  })

  /** False if it has left before. */
  function leave(group: Group, access: Access): boolean {
    const left = group.accesses.delete(access)
    if (group.accesses.size === 0) {
      setAlarm(group, null)
      const name = nameOf(group.principal.source)
      if (groups.get(name) === group) groups.delete(name)
    }
    return left
  }
  /** Nobody writes a row when a credential expires. */
  function setAlarm(group: Group, validUntil: number | null): void {
    if (group.alarm !== null) clearTimeout(group.alarm)
    group.alarm = null
    if (validUntil === null || group.accesses.size === 0) return
    const waitMs = Math.min(Math.max(validUntil - now(), 0), MAX_TIMER_MS)
    group.alarm = setTimeout(() => rechecks.add(group), waitMs).unref()
  }
  return {
    hold(access) {
      const entry = { ...access }
      const name = nameOf(access.principal.source)
      const group: Group = groups.get(name) ?? { principal: access.principal, accesses: new Set(), alarm: null }
      groups.set(name, group)
      group.accesses.add(entry)
      // What was taken away between the check at the door and now would otherwise go unnoticed.
      rechecks.add(group)
      return { [Symbol.dispose]: () => void leave(group, entry) }
    },
    [Symbol.dispose]() {
      subscription[Symbol.dispose]()
      rechecks[Symbol.dispose]()
      for (const group of groups.values()) if (group.alarm !== null) clearTimeout(group.alarm)
      groups.clear()
    },
  }
}
