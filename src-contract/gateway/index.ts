export { maskedHint } from './masked-hint.ts'
export {
  ANTHROPIC_BASE_URL,
  DEFAULT_MODELS,
  OPENAI_BASE_URL,
  Provider,
  ProviderId,
  SaveProviderRequest,
} from './provider.ts'
export { CredentialMode, LedgerEntry, Usage } from './usage.ts'
