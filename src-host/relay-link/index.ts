export { reasonOfFailure } from './offline-reason.ts'
export { openRelayLink, type RelayLink } from './relay-link.ts'
export { openRemoteTerminal } from './remote-terminal.ts'
export { retryDelay } from './retry-delay.ts'
