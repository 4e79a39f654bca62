// A model provider as an organization configures it. Its secrets go in and are never returned.
import { z } from 'zod'
import { OrganizationId } from '../organization/index.ts'
import { ProviderId, type WireFormat } from './provider-id.ts'

export const ANTHROPIC_BASE_URL = 'https://api.anthropic.com'
export const OPENAI_BASE_URL = 'https://api.openai.com/v1'

/** Where a wire format's own provider is, for whoever names no other address. */
export const OFFICIAL_BASE_URLS: Record<WireFormat, string> = {
  anthropic: ANTHROPIC_BASE_URL,
  openai: OPENAI_BASE_URL,
}

/** Times in milliseconds since the epoch. Each replica of the control plane knows what it met itself. */
export const CredentialHealth = z.discriminatedUnion('state', [
  z.object({ state: z.literal('healthy') }),
  /** The provider refused it (401, 403) or limits it (429): it is passed over until then. */
  z.object({ state: z.literal('cooling'), until: z.number().int(), because: z.enum(['refused', 'rate-limited']) }),
  /** The provider failed again and again with it: after that one request tries again. */
  z.object({ state: z.literal('broken'), until: z.number().int() }),
])
export type CredentialHealth = z.infer<typeof CredentialHealth>

/** Keys that an organization may have with one provider, and providers that it may have: each is held open in memory. */
export const MAX_CREDENTIALS = 10
export const MAX_PROVIDERS = 20

/** One of the keys that an organization has with a provider. `hint` is the masked secret (G13). */
export const ProviderCredential = z.object({
  id: z.string(),
  hint: z.string(),
  createdAt: z.number().int(),
  health: CredentialHealth,
})
export type ProviderCredential = z.infer<typeof ProviderCredential>

export const Provider = z.object({
  id: ProviderId,
  organizationId: OrganizationId,
  baseUrl: z.string(),
  /** The pool, oldest first; empty for a local server that needs none. */
  credentials: z.array(ProviderCredential),
  /** The model the organization's default agent uses with this provider. */
  model: z.string(),
  updatedAt: z.number().int(),
})
export type Provider = z.infer<typeof Provider>

/** What is used when a provider is imported from the environment, which names no model. */
export const DEFAULT_MODELS: Record<WireFormat, string> = { anthropic: 'claude-sonnet-4-5', openai: 'gpt-5' }

/** The address is shown to every member and the secret travels in a header: neither may hide anything. */
const isPlainAddress = (text: string) => !/[?#@\\]/.test(text)
const HEADER_TEXT = /^[\x21-\x7e]*$/
const ProviderSecret = z.string().trim().max(500).regex(HEADER_TEXT, 'must be printable ASCII without spaces')

export const SaveProviderRequest = z.object({
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .max(300)
    .refine(isPlainAddress, 'must hold no user name, password, query or fragment'),
  /** Omitted: the pool is kept. Given: it is the pool's only one from here on. Empty: the provider needs none. */
  secret: ProviderSecret.optional(),
  model: z
    .string()
    .trim()
    .min(1)
    .max(120)
    .regex(/^[^\p{Cc}]*$/u, 'must hold no control characters'),
})
export type SaveProviderRequest = z.infer<typeof SaveProviderRequest>

/** A secret is tried before it is kept: one that the provider refuses is not kept at all, and the answer says so (`bad-request`, field `secret`). */
export const ProviderCheck = z.discriminatedUnion('outcome', [
  /** `models` are those that it offers; empty if it does not say. */
  z.object({ outcome: z.literal('accepted'), models: z.array(z.string()) }),
  /** It could not be asked now; `message` says why. */
  z.object({ outcome: z.literal('unverified'), message: z.string() }),
])
export type ProviderCheck = z.infer<typeof ProviderCheck>

export const SavedProvider = z.object({ provider: Provider, check: ProviderCheck })
export type SavedProvider = z.infer<typeof SavedProvider>

export const AddCredentialRequest = z.object({ secret: ProviderSecret.min(1) })
export type AddCredentialRequest = z.infer<typeof AddCredentialRequest>

/** A key of one's own with a provider, which one's chats in this organization use instead of the organization's. */
export const OwnCredential = z.object({
  provider: ProviderId,
  organizationId: OrganizationId,
  hint: z.string(),
  createdAt: z.number().int(),
  /** Why it is not used now: the organization does not allow it, or its provider's address is another than the key was entered for. */
  unusable: z.enum(['not-allowed', 'address-changed']).nullable(),
})
export type OwnCredential = z.infer<typeof OwnCredential>

export const SavedOwnCredential = z.object({ credential: OwnCredential, check: ProviderCheck })
export type SavedOwnCredential = z.infer<typeof SavedOwnCredential>
