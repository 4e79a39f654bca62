export { isOpenInvitation } from './accept-invitation.ts'
export { invitationPage } from './invitation-page.ts'
export { createOrganization } from './organizations.ts'
export { organizationRoutes } from './routes.ts'
