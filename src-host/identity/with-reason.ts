// A credential that is good no more is answered "not signed in", whatever happened to it. Why it ended was said once, to what was open
// at that moment: that is what a person should read.
import type { AppState } from '#contract/app'
import type { Failure } from '#contract/failure'

type IdentityState = AppState['identity']

/** `because`: why a connection of this sign-in was ended, if that is why it was read again. */
export function withReason(before: IdentityState, now: IdentityState, because?: Failure): IdentityState {
  if (now.state !== 'signed-out' || now.failure.code !== 'not-signed-in') return now
  if (because?.code === 'revoked') return { state: 'signed-out', failure: because.toBody() }
  const known = before.state === 'signed-out' && before.failure.code === 'revoked'
  return known ? before : now
}
