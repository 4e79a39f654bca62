export { ToolSetup } from './tool-setup.tsx'
export { isToolId, type ToolId } from './tools.ts'
