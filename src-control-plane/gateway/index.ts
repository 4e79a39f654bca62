export { GATEWAY_DOORS, GATEWAY_PATH } from './endpoints.ts'
export { forward, type GatewayDependencies } from './forward.ts'
export { gatewayRoutes, nameRequest } from './gateway-routes.ts'
export { gatewayFailureResponse } from './provider-error.ts'
