export {
  API_KEYS_PATH,
  ApiKey,
  ApiKeyKind,
  ApiKeyName,
  type ApiKeySecret,
  DeletionReason,
  MAX_EXPIRY_DAYS,
  MintedApiKey,
  MintRequest,
  type MintRequestInput,
  OrganizationApiKey,
  RenameApiKeyRequest,
  ServiceRole,
} from './api-key.ts'
export { API_KEY_LENGTH, API_KEY_PREFIX, looksLikeApiKey } from './format.ts'
