// One HTTP call to the control plane: credential and assertion headers on, a bound on the wait, the answer parsed.
import type { z } from 'zod'
import { Failure, FailureBody } from '#contract/failure'
import { credentialHeaders, ORGANIZATION_HEADER } from '#contract/identity'

/** Longer than any of our own routes may take; a control plane that is slower than this is unreachable to a person. */
const CALL_TIMEOUT_MS = 15_000

export type Target = {
  readonly url: string
  /** Read at each call, so that a new sign-in is used at once. Null: nobody is signed in. */
  readonly credential: () => string | null
}

type Options = {
  body?: unknown
  query?: Record<string, string | undefined>
  headers?: Record<string, string>
  organizationId?: string
}

export type Call = <T>(answer: z.ZodType<T>, method: string, path: string, options?: Options) => Promise<T>

export function createCall(target: Target): Call {
  return async (answer, method, path, options = {}) => {
    const response = await send(target, method, path, options)
    if (!response.ok) throw await failureOf(response)
    const json: unknown = response.status === 204 ? null : await response.json()
    const parsed = answer.safeParse(json)
    if (parsed.success) return parsed.data
    throw new Failure(
      'internal',
      `The control plane at ${target.url} answered ${path} in a form this version does not know.`,
      {
        cause: parsed.error,
      },
    )
  }
}

/** The answer as it is, where it is no JSON. */
export async function readText(target: Target, path: string, options: Options = {}): Promise<string> {
  const response = await send(target, 'GET', path, options)
  if (!response.ok) throw await failureOf(response)
  return response.text()
}

async function send(target: Target, method: string, path: string, options: Options): Promise<Response> {
  const url = urlOf(target, path, options.query)
  const headers = headersOf(target, options)
  const body = options.body === undefined ? null : JSON.stringify(options.body)
  try {
    return await fetch(url, { method, headers, body, signal: AbortSignal.timeout(CALL_TIMEOUT_MS), redirect: 'error' })
  } catch (cause) {
    throw unreachable(target, cause)
  }
}

export function urlOf(target: Pick<Target, 'url'>, path: string, query: Options['query'] = {}): URL {
  const url = new URL(target.url)
  url.pathname = path
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value)
  return url
}

export function headersOf(target: Target, options: Options): Record<string, string> {
  const credential = target.credential()
  if (credential === null) throw new Failure('not-signed-in', `Nobody is signed in at ${target.url}.`)
  return {
    ...credentialHeaders(credential),
    ...(options.organizationId === undefined ? {} : { [ORGANIZATION_HEADER]: options.organizationId }),
    ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...options.headers,
  }
}

export function unreachable(target: Pick<Target, 'url'>, cause: unknown): Failure {
  return new Failure('control-plane-unreachable', `The control plane at ${target.url} does not answer.`, { cause })
}

/** The control plane's own failure, or one that says what stands at that address instead. */
export async function failureOf(response: Response): Promise<Failure> {
  const body = FailureBody.safeParse(await response.json().catch(() => null))
  if (body.success) return Failure.fromBody(body.data)
  return new Failure(
    'control-plane-unreachable',
    `${new URL(response.url).origin} answered ${response.status}, not as a Mooring control plane does.`,
  )
}
