export { GatewayPage } from './gateway-page.tsx'
export { KeyLimitsDialog } from './key-limits-dialog.tsx'
export { useGatewayPolicy } from './use-gateway.ts'
