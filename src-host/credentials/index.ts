export { type CredentialStore, openCredentialStore } from './credential-store.ts'
