// `/ai/*`: the gateway's doors for SDKs, coding tools and curl. What they do is in `forward`.
import { callerFor, newRouter } from '../http/index.ts'
import type { LiveAccess } from '../identity/index.ts'
import { GATEWAY_PATH } from './endpoints.ts'
import { forward, type GatewayDependencies } from './forward.ts'
import { holdPermission } from './permission.ts'
import { gatewayFailureResponse } from './provider-error.ts'

export function gatewayRoutes(deps: GatewayDependencies & { live: LiveAccess }) {
  const router = newRouter()
  router.onError((error, c) => gatewayFailureResponse(c.req.path, error))
  router.all(`${GATEWAY_PATH}/*`, (c) => {
    const caller = callerFor(c, 'member')
    return forward(deps, caller.scope, c.req.raw, holdPermission(deps.live, caller))
  })
  return router
}
