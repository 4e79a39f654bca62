// What to say to somebody who is signed out, by why they are, and which ways in make sense then.
import type { FailureBody } from '#contract/failure'

export type SignedOutWords = {
  title: string
  /** `others`: only to other control planes. */
  ways: 'all' | 'others' | 'none'
}

/** `byEnvironment`: the credential is given by whoever started Mooring, and is changed there. */
export function signedOutWords({ code }: Pick<FailureBody, 'code'>, byEnvironment: boolean): SignedOutWords {
  const ways = byEnvironment ? 'none' : 'all'
  switch (code) {
    case 'control-plane-unreachable':
    case 'unavailable':
    case 'timeout':
      return { title: 'The control plane does not answer', ways: byEnvironment ? 'none' : 'others' }
    case 'forbidden':
      return { title: 'You have no access', ways }
    default:
      return { title: 'Signed out', ways }
  }
}
