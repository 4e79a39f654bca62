export { startLocalServer } from './local-server.ts'
export { createTickets } from './tickets.ts'
export { createWindowSessions } from './window-session.ts'
