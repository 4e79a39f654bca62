export { type Bus, createInProcessBus } from './bus.ts'
