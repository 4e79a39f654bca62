export { addressOf } from './address.ts'
export { ControlMessage, type ControlRequest } from './control.ts'
export { type Dialled, dial, dialOrStart } from './dial.ts'
export { readJson, writeJson, writeMessage } from './messages.ts'
