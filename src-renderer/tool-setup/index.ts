export { gatewayUrlOf } from './setup-lines.ts'
export { ToolSetup } from './tool-setup.tsx'
export { isToolId, type ToolId } from './tools.ts'
