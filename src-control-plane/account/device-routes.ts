// The device flow: `/api/auth/device/*` for the device, in the words of RFC 8628, and `/v1/device-sign-ins/*` for the person who decides.
import { createRoute, type z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { Failure } from '#contract/failure'
import { DEVICE_PAGE_PATH, DEVICE_SIGN_INS_PATH, DeviceCodeRequest, DeviceSignIn } from '#contract/identity'
import { answers, type Env, newRouter } from '../http/index.ts'
import { personOf } from '../identity/index.ts'
import type { Attempts } from './attempts.ts'
import { clientOf } from './client.ts'
import {
  CodeRequest,
  decideDeviceSignIn,
  findDeviceSignIn,
  issueCode,
  type OAuthAnswer,
  redeemCode,
  TokenRequest,
} from './device-codes.ts'
import { devicePage } from './device-page.ts'

type Dependencies = Parameters<typeof issueCode>[0] & { attempts: Attempts }

const WITH_CODE = { body: { content: { 'application/json': { schema: DeviceCodeRequest } }, required: true } } as const

const describe = createRoute({
  method: 'post',
  path: `${DEVICE_SIGN_INS_PATH}/describe`,
  summary: 'What waits to be signed in under a code; for people',
  request: WITH_CODE,
  responses: answers(200, DeviceSignIn, 'What asks'),
})

const approve = createRoute({
  method: 'post',
  path: `${DEVICE_SIGN_INS_PATH}/approve`,
  summary: 'Sign the device in as the caller; for people',
  request: WITH_CODE,
  responses: { 204: { description: 'The device is signed in the next time it asks' } },
})

const deny = createRoute({
  method: 'post',
  path: `${DEVICE_SIGN_INS_PATH}/deny`,
  summary: 'Refuse the device; for people',
  request: WITH_CODE,
  responses: { 204: { description: 'The device is told so' } },
})

export function deviceRoutes(deps: Dependencies) {
  const { attempts } = deps
  const person = async (c: Context<Env>) => {
    const decider = personOf(c.get('principal'))
    await attempts.count('device-decision', clientOf(c).address, decider.user.id)
    return decider
  }
  const routes = newRouter()
    .openapi(describe, async (c) => {
      await person(c)
      const waiting = await findDeviceSignIn(deps, c.req.valid('json').userCode)
      if (waiting === null) throw nothingWaits()
      return c.json(waiting, 200)
    })
    .openapi(approve, async (c) => {
      if (!(await decideDeviceSignIn(deps, await person(c), c.req.valid('json').userCode, 'approved'))) {
        throw nothingWaits()
      }
      return c.body(null, 204)
    })
    .openapi(deny, async (c) => {
      if (!(await decideDeviceSignIn(deps, await person(c), c.req.valid('json').userCode, 'denied'))) {
        throw nothingWaits()
      }
      return c.body(null, 204)
    })
  routes.get(DEVICE_PAGE_PATH, (c) => c.html(devicePage()))
  routes.post('/api/auth/device/code', async (c) => {
    const client = clientOf(c)
    await attempts.count('device-code', client.address)
    const request = CodeRequest.safeParse(await readForm(c))
    return oauthAnswer(c, request.success ? await issueCode(deps, client, request.data) : badRequest(request.error))
  })
  routes.post('/api/auth/device/token', async (c) => {
    const client = clientOf(c)
    await attempts.count('device-token', client.address)
    const request = TokenRequest.safeParse(await readForm(c))
    return oauthAnswer(c, request.success ? await redeemCode(deps, client, request.data) : badRequest(request.error))
  })
  return routes
}

function nothingWaits(): Failure {
  return new Failure('not-found', 'No device waits under this code: it ran out, or was decided. Start again there.', {
    field: 'userCode',
  })
}

/** OAuth sends forms; JSON is taken too. */
async function readForm(c: Context<Env>): Promise<unknown> {
  const isForm = c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded')
  try {
    return isForm ? await c.req.parseBody() : await c.req.json()
  } catch {
    return null
  }
}

function badRequest(error: z.ZodError): OAuthAnswer<never> {
  const [issue] = error.issues
  const field = issue?.path.join('.') || 'the body'
  return { outcome: 'error', error: { error: 'invalid_request', error_description: `${field}: ${issue?.message}.` } }
}

function oauthAnswer(c: Context<Env>, result: OAuthAnswer<object>): Response {
  const headers = { 'cache-control': 'no-store' }
  if (result.outcome === 'answer') return c.json(result.answer, 200, headers)
  return c.json(result.error, 400, headers)
}
