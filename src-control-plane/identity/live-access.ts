// Live revocation: whatever stays open on somebody's authority is held here, judged again when the database says that the authority
// changed, and ended with the reason (K7, K8, R9).
import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '#contract/failure'
import type { Change, Changes } from '../database/index.ts'
import type { OrgScope } from './authorize.ts'
import type { Principal, Source } from './principal.ts'
import type { Standing } from './standing.ts'
import { concerns } from './standing-cache.ts'

export type Access = {
  readonly principal: Principal
  /** Null for what is the person's own, whatever they are a member of. */
  readonly scope: OrgScope | null
  /** Called once at most. Must not throw. */
  readonly end: (failure: Failure) => void
}

export type LiveAccess = AsyncDisposable & {
  /** Disposing it forgets the access, when it has ended by itself. */
  hold: (access: Access) => Disposable
}

type Dependencies = {
  changes: Changes
  standingOf: (source: Source) => Promise<Standing>
  now: () => number
  report: (error: unknown) => void
}

/** Between looks at a database that does not answer: not knowing is no reason to end anything. Milliseconds. */
const RETRY_MS = 250
/** The longest that a timer of Node's can wait. Milliseconds. */
const MAX_TIMER_MS = 2 ** 31 - 1

type Held = Access & { timer: NodeJS.Timeout | null }

export function createLiveAccess({ changes, standingOf, now, report }: Dependencies): LiveAccess {
  const held = new Set<Held>()
  const stop = new AbortController()
  const running = new Set<Promise<void>>()

  const drop = (access: Held) => {
    if (access.timer !== null) clearTimeout(access.timer)
    return held.delete(access)
  }
  const judgeAgain = (concerned: readonly Held[]) => {
    const work = judgeAll(concerned)
      .catch(report)
      .finally(() => running.delete(work))
    running.add(work)
  }
  async function judgeAll(concerned: readonly Held[]): Promise<void> {
    for (const accesses of bySource(concerned).values()) {
      const standing = await standingNow(accesses[0].principal.source)
      if (standing === null) return
      for (const access of accesses) {
        const failure = judge(access, standing)
        if (failure === null) expire(access, standing)
        else if (drop(access)) access.end(failure)
      }
    }
  }
  async function standingNow(source: Source): Promise<Standing | null> {
    while (!stop.signal.aborted) {
      try {
        return await standingOf(source)
      } catch {
        await delay(RETRY_MS, undefined, { signal: stop.signal }).catch(() => undefined)
      }
    }
    return null
  }
  /** Nobody writes a row when a credential expires, so each access that can expire has an alarm of its own. */
  function expire(access: Held, standing: Standing): void {
    if (access.timer !== null) clearTimeout(access.timer)
    const validUntil = standing.standing === 'good' ? standing.principal.validUntil : null
    if (validUntil === null || !held.has(access)) return
    const wait = Math.min(Math.max(validUntil - now(), 0), MAX_TIMER_MS)
    access.timer = setTimeout(() => judgeAgain([access]), wait).unref()
  }

  const subscription = changes.subscribe((change) => {
    const concerned = [...held].filter(({ principal }) => mayConcern(change, principal))
    if (concerned.length > 0) judgeAgain(concerned)
  })
  return {
    hold(access) {
      const entry: Held = { ...access, timer: null }
      held.add(entry)
      // What was taken away between the check at the door and now would otherwise go unnoticed.
      judgeAgain([entry])
      return { [Symbol.dispose]: () => void drop(entry) }
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      subscription[Symbol.dispose]()
      for (const access of held) drop(access)
      await Promise.all(running)
    },
  }
}

const mayConcern = (change: Change | 'anything', principal: Principal) =>
  change === 'anything' || concerns(change, { standing: 'good', principal })

function bySource(accesses: readonly Held[]): Map<string, [Held, ...Held[]]> {
  const groups = new Map<string, [Held, ...Held[]]>()
  for (const access of accesses) {
    const { type, id } = access.principal.source
    const group = groups.get(`${type} ${id}`)
    if (group === undefined) groups.set(`${type} ${id}`, [access])
    else group.push(access)
  }
  return groups
}

/** Why an access must end now, or null if it may stay. */
export function judge({ principal, scope }: Pick<Access, 'principal' | 'scope'>, standing: Standing): Failure | null {
  const what = principal.source.type === 'api-key' ? 'API key' : 'sign-in'
  if (standing.standing === 'gone') {
    switch (standing.because) {
      case 'unknown':
        return new Failure('revoked', `The ${what} was ${what === 'API key' ? 'deleted' : 'ended'}.`)
      case 'expired':
        return new Failure('revoked', `The ${what} has expired.`)
      case 'disabled':
        return new Failure('revoked', 'The account was disabled.')
      default:
        return standing.because satisfies never
    }
  }
  if (scope === null) return null
  const before = principal.organizations.find(({ id }) => id === scope.organizationId)
  const now = standing.principal.organizations.find(({ id }) => id === scope.organizationId)
  if (now === undefined) {
    return new Failure('revoked', `You are no longer a member of ${before?.name ?? 'this organization'}.`)
  }
  // A role that was raised counts too: what is open acts in the old one.
  if (now.role === scope.role) return null
  return new Failure('access-changed', `Your role in ${now.name} is now "${now.role}". Connect again.`)
}
