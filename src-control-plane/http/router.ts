// What every route shares: the principal in its context, failures as one JSON shape, bad input answered with the field named.
import { OpenAPIHono, type z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Failure, FailureBody, httpStatusOf, isFailure } from '#contract/failure'
import { ORGANIZATION_HEADER } from '#contract/identity'
import type { Role } from '#contract/organization'
import { isOutage, isUnstorableText } from '../database/index.ts'
import { actingOrganization, authorize, type OrgScope, type Principal } from '../identity/index.ts'
import { retryAfter } from './retry-after.ts'

/** `principal` is set before any route of `/v1` and `/ai` runs. */
export type Env = { Variables: { principal: Principal } }

export function newRouter(): OpenAPIHono<Env> {
  return new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw badInput(result.error)
    },
  })
}

/** The scope of a route whose organization is named by header (or is the key's only one). */
export function scopeFor(c: Context<Env>, needed: Role): OrgScope {
  const principal = c.get('principal')
  return authorize(principal, actingOrganization(principal, c.req.header(ORGANIZATION_HEADER)), needed)
}

/** The failure that something thrown stands for; null for what nobody expected. */
export function expectedFailure(error: unknown): Failure | null {
  if (isFailure(error)) return error
  if (isUnstorableText(error)) return new Failure('bad-request', 'The request has a text with the character U+0000.')
  if (isOutage(error))
    return new Failure('unavailable', 'The database does not answer. Try again shortly.', { cause: error })
  if (!(error instanceof HTTPException)) return null
  // Thrown by the framework, before a route's schema sees the body.
  if (error.status === 400) return new Failure('bad-request', 'The body is not the JSON that it should be.')
  if (error.status !== 415) return null
  const field = 'headers.content-type'
  return new Failure('bad-request', 'Send the body as application/json.', { field })
}

/** What the caller is told of anything thrown. What nobody expected says nothing of its inside, and is for `report`. */
export function toldFailure(error: unknown, report: (error: unknown) => void = () => {}): Failure {
  const failure = expectedFailure(error)
  if (failure === null) report(error)
  return failure ?? new Failure('internal', 'Mooring met an error that it did not expect.')
}

/** Anything thrown becomes an answer; it is reported where it was caught. */
export function failureResponse(error: unknown): Response {
  const failure = toldFailure(error)
  const status = httpStatusOf(failure.code) as ContentfulStatusCode
  return Response.json(failure.toBody(), { status, headers: retryAfter(failure) })
}

/** OpenAPI's `responses` of a route: one success with its schema, and the failure that any route may answer. */
export function answers<T extends z.ZodType>(status: 200 | 201, schema: T, description: string) {
  const failure = { content: { 'application/json': { schema: FailureBody } }, description: 'A failure' }
  return { [status]: { content: { 'application/json': { schema } }, description }, default: failure } as {
    [S in typeof status]: { content: { 'application/json': { schema: T } }; description: string }
  } & { default: typeof failure }
}

function badInput(error: z.core.$ZodError): Failure {
  const [issue] = error.issues
  const field = issue?.path.join('.') ?? ''
  return new Failure('bad-request', field === '' ? `${issue?.message}.` : `${field}: ${issue?.message}.`, { field })
}
