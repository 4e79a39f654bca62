export { ControlMessage, type ControlRequest } from './control.ts'
export { type Dialled, dial, dialOrStart } from './dial.ts'
export type { MessageSocket } from './message-socket.ts'
export { readJson, writeJson, writeMessage } from './messages.ts'
