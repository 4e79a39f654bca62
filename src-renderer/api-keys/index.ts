export { ApiKeysPage } from './api-keys-page.tsx'
export { OrganizationKeysPage } from './organization-keys-page.tsx'
