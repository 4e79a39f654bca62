// What the end of a connection means to its viewer: try again, or say why not and stop.
import { closeCodeOf, type FailureBody, type FailureCode } from '#contract/failure'

export type CloseVerdict = { verdict: 'retry'; reason: string } | { verdict: 'stop'; failure: FailureBody }

/** Trying again would be answered the same; everything else may pass. */
const LASTING: readonly FailureCode[] = [
  'bad-request',
  'not-signed-in',
  'forbidden',
  'not-found',
  'terminal-not-found',
  'conflict',
  'too-large',
  'limit-reached',
  'revoked',
  'replaced',
]

/** The words for each lasting close code when the server gave none. Several failures share a code: the plainest speaks. */
const WORDS: Readonly<Partial<Record<FailureCode, string>>> = {
  'bad-request': 'The terminal did not understand this window. Reload it.',
  'not-signed-in': 'This window is no longer signed in to Mooring. Open it again with `npm start`.',
  forbidden: 'You may not open this terminal.',
  'not-found': 'This terminal does not exist any more.',
  conflict: 'This window and the terminal are of different versions. Reload the window.',
  'too-large': 'The terminal closed this view because it sent too much at once.',
  'limit-reached': 'This terminal has as many viewers as it can hold.',
  revoked: 'Your access to this terminal was taken back.',
  replaced: 'This terminal was opened by a newer Mooring.',
}

type Closing = {
  code: number
  reason: string
  /** What the server said just before it closed, if anything. */
  failure: FailureBody | null
  /** In words: where the terminal is ("this machine", "build-box"). */
  place: string
}

export function closeVerdict({ code, reason, failure, place }: Closing): CloseVerdict {
  if (failure && closeCodeOf(failure.code) === code)
    return LASTING.includes(failure.code)
      ? { verdict: 'stop', failure }
      : { verdict: 'retry', reason: sentence(failure.message) }
  const lasting = LASTING.find((candidate) => closeCodeOf(candidate) === code)
  if (lasting) {
    const message = reason || WORDS[lasting] || 'The terminal refused this view.'
    return { verdict: 'stop', failure: { code: lasting, message } }
  }
  return { verdict: 'retry', reason: reason ? sentence(reason) : `The connection to ${place} was lost.` }
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
