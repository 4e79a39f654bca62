export { ApiKeysPage } from './api-keys-page.tsx'
export { ConnectPage } from './connect-page.tsx'
export { OrganizationKeysPage } from './organization-keys-page.tsx'
