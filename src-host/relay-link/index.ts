export { openRelayLink, type RelayLink } from './relay-link.ts'
export { openRemoteTerminal } from './remote-terminal.ts'
