// Sends a request upstream with the credential that it may use. With the organization's several, one that the provider refuses or limits
// hands the request on to the next, as long as nothing was answered yet; a caller's own stands alone.
import { type FailureCode, isFailure } from '#contract/failure'
import { type CredentialConditions, chooseCredential, type UsableCredential } from '../provider/index.ts'
import type { Upstream, UpstreamCredential, UpstreamResponse } from '../upstream/index.ts'
import type { PoolAccess, SingleAccess } from './access.ts'
import { brokenFailure, poolFailure, refusedFailure } from './pool-failure.ts'
import { retryAfterMs } from './retry-after.ts'

export type SendDependencies = {
  conditions: CredentialConditions
  now: () => number
  /** Called with the masked hint of each credential that is about to be sent. */
  onChosen: (hint: string | null) => void
  /** The request with a credential in it. */
  attempt: (credential: UpstreamCredential) => ReturnType<Upstream['send']>
}

export async function sendSingle(deps: SendDependencies, access: SingleAccess): Promise<UpstreamResponse> {
  const { hint, name, credential } = access
  const health = deps.conditions.healthOf(name)
  deps.onChosen(hint)
  if (health.state === 'broken') throw brokenFailure(health.until, deps.now())
  return watched(deps, name, credential)
}

/** At most one attempt with each. */
export async function sendFromPool(deps: SendDependencies, { pool, name }: PoolAccess): Promise<UpstreamResponse> {
  const { conditions } = deps
  const turn = conditions.nextTurn(name)
  const tried = new Map<string, number>()
  const choose = () => chooseCredential(pool, conditions.healthOf, turn, new Set(tried.keys()))
  let choice = choose()
  for (;;) {
    if (choice.choice !== 'use') throw poolFailure(choice, deps.now())
    const { credential } = choice
    deps.onChosen(credential.hint)
    const answer = await watched(deps, credential.id, { as: 'key', secret: credential.secret })
    if (!HANDED_ON.has(answer.status)) {
      // What one may do and another may not, is about the other; what none may do, is about the request.
      for (const [id, status] of tried) if (status === 403) conditions.met(id, { met: 'refused' })
      return answer
    }
    tried.set(credential.id, answer.status)
    learn(deps, credential, answer)
    choice = choose()
    if (choice.choice !== 'use') return lastAnswer(credential, answer)
    answer.discard()
  }
}

/** Says something about the credential rather than the request: refused, not allowed, limited. */
const HANDED_ON = new Set([401, 403, 429])

function learn(
  { conditions }: SendDependencies,
  { id }: UsableCredential,
  { status, headers }: UpstreamResponse,
): void {
  if (status === 401) conditions.met(id, { met: 'refused' })
  if (status === 429) conditions.met(id, { met: 'rate-limited', retryAfterMs: retryAfterMs(headers) })
}

/** The caller's Mooring credential is good: that the organization's is not, must not look to them as if theirs were not. */
function lastAnswer({ hint }: UsableCredential, answer: UpstreamResponse): UpstreamResponse {
  if (answer.status !== 401) return answer
  answer.discard()
  throw refusedFailure(hint)
}

/** Remembers whether the provider itself failed. A client that leaves says nothing about that. */
async function watched(
  { conditions, attempt }: SendDependencies,
  name: string,
  credential: UpstreamCredential,
): Promise<UpstreamResponse> {
  conditions.started(name)
  try {
    const answer = await attempt(credential)
    conditions.met(name, { met: answer.status >= 500 ? 'failure' : 'success' })
    return answer
  } catch (error) {
    if (isFailure(error) && PROVIDERS_FAULT.has(error.code)) conditions.met(name, { met: 'failure' })
    throw error
  }
}

const PROVIDERS_FAULT: ReadonlySet<FailureCode> = new Set(['provider-failed', 'timeout'])
