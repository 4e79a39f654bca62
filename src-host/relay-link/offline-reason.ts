// Why a host is offline, from what it was told: before the channel stood by a failure, after that by a close code.
import { closeCodeOf, Failure, type FailureCode, isFailure } from '#contract/failure'
import type { OfflineReason } from '#contract/host'
import type { Closing } from '#contract/relay'

const LASTING: readonly [FailureCode, OfflineReason][] = [
  ['replaced', 'replaced'],
  ['revoked', 'revoked'],
  ['not-signed-in', 'signed-out'],
  // No longer a member, or the host was removed.
  ['forbidden', 'revoked'],
  ['not-found', 'revoked'],
]

/** Of a registration: the control plane answered, and the answer was no. */
const REFUSALS: readonly FailureCode[] = ['bad-request', 'conflict', 'limit-reached']

export function reasonOfFailure(error: unknown): OfflineReason {
  if (!isFailure(error)) return 'control-plane-unreachable'
  if (REFUSALS.includes(error.code)) return 'refused'
  const told = LASTING.find(([code]) => code === error.code)
  return told?.[1] ?? 'control-plane-unreachable'
}

export function reasonOfClose(code: number, welcomed: boolean): OfflineReason {
  const told = LASTING.find(([failure]) => closeCodeOf(failure) === code)
  return told?.[1] ?? (welcomed ? 'disconnected' : 'control-plane-unreachable')
}

/** About the caller's right to be here: what it may do has to be read again. */
const ABOUT_ACCESS: readonly FailureCode[] = ['revoked', 'access-changed', 'not-signed-in']

/** The failure that a channel was closed with, when it is about the caller's right to be here. */
export function failureOfClose({ code, reason }: Closing): Failure | null {
  const told = ABOUT_ACCESS.find((failure) => closeCodeOf(failure) === code)
  return told === undefined ? null : new Failure(told, reason)
}

/** Whether an end says that the sign-in is worth another thing now than it was. */
export function isAboutAccess(failure: Failure | null): failure is Failure {
  if (failure === null) return false
  return ABOUT_ACCESS.includes(failure.code) || LASTING.some(([code]) => code === failure.code)
}
