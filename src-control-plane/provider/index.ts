export { chooseCredential, type PoolChoice, type UsableCredential } from './choose-credential.ts'
export { type CredentialConditions, createCredentialConditions } from './credential-conditions.ts'
export type { ProviderDependencies } from './dependencies.ts'
export { type FoundProviders, importProviders } from './import-providers.ts'
export {
  createSettingsStore,
  limitsIn,
  type OrganizationSettings,
  type PoolCredential,
  type SettingsStore,
} from './organization-settings.ts'
export { ownCredentialRoutes } from './own-credential-routes.ts'
export { type OwnAccess, usableOwnCredentials } from './own-credentials.ts'
export { providerRoutes } from './provider-routes.ts'
export { listUsableProviders } from './providers.ts'
export { resealProviders } from './reseal-providers.ts'
