// What the end of a relayed connection means. A failure has the close code of `closeCodeOf` on every carrier, and what one side of
// a splice says is passed on to the other, so that a viewer reads the host's reason and a host the viewer's.
import { closeCodeOf, type FailureBody } from '../failure/index.ts'

export type Closing = { code: number; reason: string }

/** RFC 6455 §7.4.1: done; going away, come back later. */
export const NORMAL_CLOSURE = 1000
export const GOING_AWAY = 1001
/** Never sent, only reported: no code was given; the connection broke. */
const NO_STATUS = 1005
const ABNORMAL_CLOSURE = 1006
const TLS_FAILED = 1015

/** RFC 6455 §5.5.1, in bytes. */
const MAX_REASON_BYTES = 123

export function closingOf({ code, message }: Pick<FailureBody, 'code' | 'message'>): Closing {
  return { code: closeCodeOf(code), reason: cut(message) }
}

/** What the other side of a splice is told when one side has closed like this. */
export function passedOn(code: number, reason: string): Closing {
  switch (code) {
    case NO_STATUS:
      return { code: NORMAL_CLOSURE, reason: '' }
    case ABNORMAL_CLOSURE:
    case TLS_FAILED:
      return closingOf({ code: 'unavailable', message: 'The connection to the other side was lost.' })
    default:
      return { code, reason: cut(reason) }
  }
}

/** Within the bound, and never in the midst of a character. */
function cut(reason: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(reason).subarray(0, MAX_REASON_BYTES), { stream: true })
}
