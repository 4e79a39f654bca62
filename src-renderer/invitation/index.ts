export { type PastedInvitation, readInvitation } from './invitation-link.ts'
export { dropInvitation, keepInvitation, useWaitingInvitation } from './waiting-invitation.ts'
