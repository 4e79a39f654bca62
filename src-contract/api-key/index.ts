export { API_KEYS_PATH, ApiKey, type ApiKeySecret, MintedApiKey, MintRequest } from './api-key.ts'
export { API_KEY_LENGTH, API_KEY_PREFIX, looksLikeApiKey } from './format.ts'
