// Which failures pass by themselves: silence and outages do, a refusal stays one until a person acts.
import type { FailureCode } from '#contract/failure'

const TRANSIENT: readonly FailureCode[] = ['control-plane-unreachable', 'unavailable', 'timeout', 'too-many-requests']

export const isTransient = ({ code }: { code: FailureCode }): boolean => TRANSIENT.includes(code)
