export { KeptPrompt } from './kept-prompt.ts'
export { maskedHint } from './masked-hint.ts'
export { DEFAULT_POLICY, GatewayPolicy, Limits, NO_LIMITS } from './policy.ts'
export {
  AddCredentialRequest,
  ANTHROPIC_BASE_URL,
  CredentialHealth,
  DEFAULT_MODELS,
  MAX_CREDENTIALS,
  MAX_PROVIDERS,
  OFFICIAL_BASE_URLS,
  OPENAI_BASE_URL,
  OwnCredential,
  Provider,
  ProviderCheck,
  ProviderCredential,
  SavedOwnCredential,
  SavedProvider,
  SaveProviderRequest,
} from './provider.ts'
export { ProviderId, WIRE_FORMATS, type WireFormat, wireFormatOf } from './provider-id.ts'
export {
  CredentialMode,
  LedgerEntry,
  LedgerPage,
  OwnUsage,
  UsageDimension,
  UsageReport,
  UsageRow,
  UsageTotals,
} from './usage.ts'
export {
  dimensionsOf,
  LedgerQuery,
  type LedgerQueryInput,
  MAX_USAGE_DAYS,
  UsagePeriod,
  UsageQuery,
  type UsageQueryInput,
} from './usage-query.ts'
