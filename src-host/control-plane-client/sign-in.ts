// How a sign-in comes to be and ends at a control plane: calls that carry no credential, or end the one they carry. What a person types
// here goes to that one address and nowhere else: no redirect is followed, nothing is kept.
import { hostname } from 'node:os'
import { z } from 'zod'
import { Failure, FailureBody } from '#contract/failure'
import { credentialHeaders, type DeviceClient, INVITATION_HEADER, ME_PATH, NewSessionAnswer } from '#contract/identity'
import { VERSION } from '#contract/version'
import { unreachable, urlOf } from './call.ts'

/** Longer than hashing a password takes on a busy machine. Milliseconds. */
const TIMEOUT_MS = 15_000
/** A person reads it in the list of their sessions. A machine's name can have what a header cannot. */
const USER_AGENT = `Mooring/${VERSION} (${hostname().replaceAll(/[^\w.-]/g, '-')}; ${process.platform})`

/** Throws `control-plane-unreachable` unless a Mooring control plane answers at this origin. */
export async function expectControlPlane(url: string): Promise<void> {
  const response = await ask(url, 'GET', ME_PATH)
  // Asked without a credential, it refuses in the words of our contract: nothing else does.
  if (FailureBody.safeParse(await bodyOf(response)).success) return
  throw notMooring(url, response)
}

/** Resolves with the session. */
export async function signInByPassword(url: string, credentials: { email: string; password: string }): Promise<string> {
  const response = await ask(url, 'POST', '/api/auth/sign-in/email', { body: credentials })
  return (await answer(NewSessionAnswer, url, response)).token
}

type Newcomer = { name: string; email: string; password: string }

/** Makes an account; resolves with its session. */
export async function signUpByPassword(url: string, newcomer: Newcomer, invitation?: string): Promise<string> {
  const headers: Record<string, string> = invitation === undefined ? {} : { [INVITATION_HEADER]: invitation }
  const response = await ask(url, 'POST', '/api/auth/sign-up/email', { body: newcomer, headers })
  return (await answer(NewSessionAnswer, url, response)).token
}

/** RFC 8628 §3.2. Times in seconds. */
const DeviceCode = z.object({
  device_code: z.string().min(1),
  user_code: z.string().min(1),
  verification_uri: z.url({ protocol: /^https?$/ }),
  expires_in: z.number().positive(),
  interval: z.number().positive().default(5),
})
export type DeviceCode = z.infer<typeof DeviceCode>

export async function requestDeviceCode(url: string, client: DeviceClient): Promise<DeviceCode> {
  return answer(DeviceCode, url, await ask(url, 'POST', '/api/auth/device/code', { body: { client_id: client } }))
}

export type DevicePoll =
  | { outcome: 'approved'; session: string }
  | { outcome: 'pending' }
  | { outcome: 'slow-down' }
  | { outcome: 'denied' }
  | { outcome: 'expired' }

const DeviceToken = z.object({ access_token: z.string().min(1) })
const DeviceRefusal = z.object({ error: z.string() })
/** RFC 8628 §3.5. */
const REFUSALS: Readonly<Record<string, DevicePoll>> = {
  authorization_pending: { outcome: 'pending' },
  slow_down: { outcome: 'slow-down' },
  access_denied: { outcome: 'denied' },
  expired_token: { outcome: 'expired' },
  // The code is gone: it ran out and was swept away, or it was used.
  invalid_grant: { outcome: 'expired' },
}

export async function pollDeviceToken(
  url: string,
  client: DeviceClient,
  deviceCode: string,
  signal?: AbortSignal,
): Promise<DevicePoll> {
  const body = {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: deviceCode,
    client_id: client,
  }
  const response = await ask(url, 'POST', '/api/auth/device/token', { body, signal })
  const told = await bodyOf(response)
  const token = DeviceToken.safeParse(told)
  if (response.ok && token.success) return { outcome: 'approved', session: token.data.access_token }
  const refusal = REFUSALS[DeviceRefusal.safeParse(told).data?.error ?? '']
  if (refusal !== undefined) return refusal
  throw refusalOf(url, response, told)
}

/** Ends the session there. Rejects with a `Failure` when the control plane could not be told. */
export async function signOutOf(url: string, session: string): Promise<void> {
  const response = await ask(url, 'POST', '/api/auth/sign-out', { headers: credentialHeaders(session) })
  // A session that it does not know any more has ended already.
  if (response.ok || response.status === 401) return
  throw refusalOf(url, response, await bodyOf(response))
}

type Question = { body?: object; headers?: Record<string, string>; signal?: AbortSignal | undefined }

async function ask(url: string, method: string, path: string, question: Question = {}): Promise<Response> {
  const { body, headers, signal } = question
  const limit = AbortSignal.timeout(TIMEOUT_MS)
  try {
    return await fetch(urlOf({ url }, path), {
      method,
      headers: {
        'user-agent': USER_AGENT,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      redirect: 'error',
    })
  } catch (cause) {
    throw unreachable({ url }, cause)
  }
}

async function answer<T>(schema: z.ZodType<T>, url: string, response: Response): Promise<T> {
  const body = await bodyOf(response)
  const parsed = schema.safeParse(body)
  if (response.ok && parsed.success) return parsed.data
  throw refusalOf(url, response, body)
}

const bodyOf = (response: Response): Promise<unknown> => response.json().catch(() => null)

function refusalOf(url: string, response: Response, body: unknown): Failure {
  const failure = FailureBody.safeParse(body)
  return failure.success ? Failure.fromBody(failure.data) : notMooring(url, response)
}

function notMooring(url: string, { status }: Response): Failure {
  const message = `${url} answered ${status}, not as a Mooring control plane does. Is the address right?`
  return new Failure('control-plane-unreachable', message)
}
