export { type Alarm, createAlarm } from './alarm.ts'
export { type Bus, createInProcessBus } from './bus.ts'
