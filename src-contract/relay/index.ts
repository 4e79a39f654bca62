export { isOpen } from './carrier.ts'
export { type Closing, closingOf, GOING_AWAY, NORMAL_CLOSURE, passedOn } from './close.ts'
export { keepAlive, PING_INTERVAL_MS } from './heartbeat.ts'
export {
  ControlPlaneMessage,
  HostMessage,
  MAX_CONTROL_MESSAGE_BYTES,
  MAX_REPORTED_PATH,
  MAX_REPORTED_TITLE,
  parseMessage,
} from './messages.ts'
export { AttachQuery, DialQuery, HOST_HEADER, RELAY_ATTACH_PATH, RELAY_DIAL_PATH, RELAY_HOST_PATH } from './paths.ts'
export { splice } from './splice.ts'
export {
  JWKS_PATH,
  TICKET_ALGORITHM,
  TICKET_AUDIENCE,
  TICKET_ISSUER,
  TICKET_LIFETIME_S,
  TicketClaims,
  TicketGrant,
} from './ticket.ts'
