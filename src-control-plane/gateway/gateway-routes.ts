// `/ai/*`: the gateway's doors for SDKs, coding tools and curl. What they do is in `forward`.
import { newRouter, scopeFor } from '../http/index.ts'
import { GATEWAY_PATH } from './endpoints.ts'
import { forward, type GatewayDependencies } from './forward.ts'
import { gatewayFailureResponse } from './provider-error.ts'

export function gatewayRoutes(deps: GatewayDependencies) {
  const router = newRouter()
  router.onError((error, c) => gatewayFailureResponse(c.req.path, error))
  router.all(`${GATEWAY_PATH}/*`, (c) => forward(deps, scopeFor(c, 'member'), c.req.raw))
  return router
}
