// The one place where a client of ours chooses the header a credential travels in.
import { API_KEY_PREFIX } from '../api-key/index.ts'

/** An API key goes in `x-api-key`, anything else as a Bearer token. */
export function credentialHeaders(credential: string): Record<string, string> {
  return credential.startsWith(API_KEY_PREFIX) ? { 'x-api-key': credential } : { authorization: `Bearer ${credential}` }
}
