export { createRelay, type Relay } from './relay.ts'
