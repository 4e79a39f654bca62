// How long a request may go on: until it has ended by itself, or until the one on whose behalf it runs may no longer.
import type { Failure } from '#contract/failure'
import { isFailure } from '#contract/failure'
import type { Caller, LiveAccess } from '../identity/index.ts'

export type Permission = {
  /** Aborts when it is taken back; the failure is its reason. */
  readonly signal: AbortSignal
  /** The request has ended. */
  readonly over: () => void
}

export function holdPermission(live: LiveAccess, caller: Caller): Permission {
  const takenBack = new AbortController()
  const held = live.hold({ ...caller, end: (failure) => takenBack.abort(failure) })
  return { signal: takenBack.signal, over: () => held[Symbol.dispose]() }
}

/** Why the request may not go on, unless it is merely not wanted any more. */
export function takenBackBy({ reason }: AbortSignal): Failure | null {
  return isFailure(reason) ? reason : null
}
