export { createAlarm } from './alarm.ts'
export { type Bus, createInProcessBus } from './bus.ts'
