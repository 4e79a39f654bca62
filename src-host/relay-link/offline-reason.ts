// Why a host is offline, from what it was told: before the channel stood by a failure, after that by a close code.
import { closeCodeOf, type FailureCode, isFailure } from '#contract/failure'
import type { OfflineReason } from '#contract/host'

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
