// `/ai/*`: the gateway's doors for SDKs, coding tools and curl. What they do is in `forward`.
import type { MiddlewareHandler } from 'hono'
import { callerFor, type Env, newRouter } from '../http/index.ts'
import type { LiveAccess } from '../identity/index.ts'
import { newId } from '../secret/index.ts'
import { GATEWAY_PATH } from './endpoints.ts'
import { forward, type GatewayDependencies } from './forward.ts'
import { REQUEST_ID_HEADER } from './forwarded-headers.ts'
import { holdPermission } from './permission.ts'
import { gatewayFailureResponse } from './provider-error.ts'

/** What is refused before it is anybody's request has an id too, so that a person can be told which one it was. */
export function nameRequest(note: (event: string, facts: object) => void): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next()
    if (c.res.headers.has(REQUEST_ID_HEADER)) return
    const id = newId('req')
    c.res.headers.set(REQUEST_ID_HEADER, id)
    note('request', { id, status: c.res.status, outcome: 'refused' })
  }
}

export function gatewayRoutes(deps: GatewayDependencies & { live: LiveAccess }) {
  const router = newRouter()
  router.onError((error, c) => gatewayFailureResponse(c.req.path, error))
  router.all(`${GATEWAY_PATH}/*`, (c) => {
    const caller = callerFor(c, 'member')
    return forward(deps, caller.scope, c.req.raw, { permission: holdPermission(deps.live, caller) })
  })
  return router
}
