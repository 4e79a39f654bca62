// The one failure that crosses a process boundary: a code for programs, a sentence for a person, and where to mend it.
import { z } from 'zod'

export const FAILURE_CODES = [
  'bad-request',
  'not-signed-in',
  'forbidden',
  'not-found',
  'conflict',
  'too-large',
  'limit-reached',
  'too-many-requests',
  'request-timeout',
  'unavailable',
  'timeout',
  'internal',
  'sign-up-closed',
  'no-model-configured',
  'provider-failed',
  'cancelled',
  'shell-unavailable',
  'terminal-not-found',
  'host-offline',
  'control-plane-unreachable',
  'database-too-new',
  'home-not-writable',
  'port-taken',
  'revoked',
  'access-changed',
  'replaced',
] as const

export const FailureCode = z.enum(FAILURE_CODES)
export type FailureCode = z.infer<typeof FailureCode>

/** Where a person mends it: `href` is a path inside the app, beginning with one slash. */
export const Fix = z.object({ label: z.string(), href: z.string().startsWith('/') })
export type Fix = z.infer<typeof Fix>

/** The wire form. `field` names the input at fault, dotted (`organizationId`, `headers.x-mooring-organization`). */
export const FailureBody = z.object({
  code: FailureCode,
  message: z.string(),
  field: z.string().optional(),
  fix: Fix.optional(),
})
export type FailureBody = z.infer<typeof FailureBody>

type Details = { field?: string; fix?: Fix; cause?: unknown; retryAfterS?: number }

/** Thrown for outcomes that no caller in the middle can handle. `message` is shown to a person: no secrets, no stack. */
export class Failure extends Error {
  readonly code: FailureCode
  readonly field: string | undefined
  readonly fix: Fix | undefined
  /** Travels as the header `retry-after`, not in the body. Seconds. */
  readonly retryAfterS: number | undefined

  constructor(code: FailureCode, message: string, { field, fix, cause, retryAfterS }: Details = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'Failure'
    this.code = code
    this.field = field
    this.fix = fix
    this.retryAfterS = retryAfterS
  }

  static fromBody({ code, message, field, fix }: FailureBody): Failure {
    return new Failure(code, message, { field, fix })
  }

  toBody(): FailureBody {
    return { code: this.code, message: this.message, field: this.field, fix: this.fix }
  }
}

export function isFailure(error: unknown): error is Failure {
  return error instanceof Failure
}
