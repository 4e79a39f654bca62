// One table from a failure's code to what each carrier says: HTTP status, WebSocket close code, process exit code.
import type { FailureCode } from './failure.ts'

type Carriers = { http: number; close: number; exit: number }

/** Exit codes: 1 failed, 2 usage, 3 not signed in, 4 forbidden. Close codes 4000–4999 are the application's (RFC 6455 §7.4.2). */
const CARRIERS: Record<FailureCode, Carriers> = {
  'bad-request': { http: 400, close: 4400, exit: 2 },
  'not-signed-in': { http: 401, close: 4401, exit: 3 },
  forbidden: { http: 403, close: 4403, exit: 4 },
  'not-found': { http: 404, close: 4404, exit: 1 },
  conflict: { http: 409, close: 4409, exit: 1 },
  'too-large': { http: 413, close: 4413, exit: 1 },
  'limit-reached': { http: 409, close: 4429, exit: 1 },
  /** The client did not send its request in time. */
  'request-timeout': { http: 408, close: 4408, exit: 1 },
  'too-many-requests': { http: 429, close: 4429, exit: 1 },
  unavailable: { http: 503, close: 4503, exit: 1 },
  timeout: { http: 504, close: 4408, exit: 1 },
  internal: { http: 500, close: 4500, exit: 1 },
  'sign-up-closed': { http: 403, close: 4403, exit: 4 },
  'no-model-configured': { http: 409, close: 4409, exit: 1 },
  'provider-failed': { http: 502, close: 4502, exit: 1 },
  cancelled: { http: 409, close: 4409, exit: 1 },
  'shell-unavailable': { http: 500, close: 4500, exit: 1 },
  'terminal-not-found': { http: 404, close: 4404, exit: 1 },
  'host-offline': { http: 503, close: 4503, exit: 1 },
  'control-plane-unreachable': { http: 503, close: 4503, exit: 1 },
  'database-too-new': { http: 500, close: 4500, exit: 1 },
  'home-not-writable': { http: 500, close: 4500, exit: 1 },
  'port-taken': { http: 500, close: 4500, exit: 1 },
  revoked: { http: 401, close: 4410, exit: 3 },
  /** The role is another one now: connect again, and act in it. */
  'access-changed': { http: 403, close: 4412, exit: 1 },
  replaced: { http: 409, close: 4411, exit: 1 },
}

export const httpStatusOf = (code: FailureCode): number => CARRIERS[code].http
export const closeCodeOf = (code: FailureCode): number => CARRIERS[code].close
export const exitCodeOf = (code: FailureCode): number => CARRIERS[code].exit
