// The hints that one caller hears, as texts of an event stream. At most one of a kind waits for a reader who is slow, and what waits is
// thrown away the moment that the caller's own memberships change: then everything they reach from there on is hinted at instead.
import type { Hint } from '#contract/hint'
import { createAlarm } from '../bus/index.ts'
import type { Change, Changes } from '../database/index.ts'
import { KEEP_ALIVE, KEEP_ALIVE_MS } from '../http/index.ts'
import { type Principal, reachNow, type Verifiers } from '../identity/index.ts'
import { everyHint, hintsOf, type Listener } from './hints-of.ts'

export type HintDependencies = { changes: Changes; verifiers: Pick<Verifiers, 'standingOf'> }

/** Between looks at a database that does not answer, or at a credential that is just being ended. Milliseconds. */
const RETRY_MS = 250

/** Ends when the signal aborts. Begins with a comment, so that the client knows that nothing is missed from there on. */
export async function* followHints(
  { changes, verifiers }: HintDependencies,
  principal: Principal,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const alarm = createAlarm(signal)
  const waiting = new Map<string, Hint>()
  const wait = (hints: readonly Hint[]) => {
    for (const hint of hints) waiting.set(`${hint.topic} ${hint.organizationId}`, hint)
  }
  /** Null while it is not known what the caller reaches. */
  const known: { listener: Listener | null } = { listener: null }
  let generation = 0
  /** Whether something may have changed that could not be hinted at: then everything is. */
  let owed = false
  using _subscription = changes.subscribe((change) => {
    if (changesReach(change, principal)) {
      generation += 1
      known.listener = null
      waiting.clear()
    }
    if (known.listener === null || change === 'anything') owed = true
    else wait(hintsOf(change, known.listener))
    alarm.ring()
  })
  yield KEEP_ALIVE
  while (!signal.aborted) {
    alarm.reset()
    if (known.listener === null) {
      const before = generation
      const listener = await listenerNow(verifiers, principal)
      if (before !== generation) continue
      if (listener === null) {
        await alarm.rang(RETRY_MS)
        continue
      }
      known.listener = listener
      if (owed) wait(everyHint(listener))
      owed = false
      continue
    }
    const hints = [...waiting.values()]
    waiting.clear()
    if (hints.length > 0) yield hints.map(textOf).join('')
    else if (!(await alarm.rang(KEEP_ALIVE_MS))) yield KEEP_ALIVE
  }
}

/** True if from here on the caller may reach another set of organizations, or in another role. */
function changesReach(change: Change | 'anything', { user }: Principal): boolean {
  return change === 'anything' || (change.table === 'member' && user !== null && change.userId === user.id)
}

/** Null if that cannot be known now, or the credential is gone. */
async function listenerNow(
  { standingOf }: HintDependencies['verifiers'],
  principal: Principal,
): Promise<Listener | null> {
  try {
    const standing = await standingOf(principal.source)
    if (standing.standing === 'gone') return null
    return { kind: principal.kind, user: principal.user, organizations: reachNow(principal, standing.principal) }
  } catch {
    return null
  }
}

const textOf = (hint: Hint) => `data: ${JSON.stringify(hint)}\n\n`
