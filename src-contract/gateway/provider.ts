// A model provider as an organization configures it. Its secret goes in and is never returned.
import { z } from 'zod'
import { OrganizationId } from '../organization/index.ts'

export const ANTHROPIC_BASE_URL = 'https://api.anthropic.com'
export const OPENAI_BASE_URL = 'https://api.openai.com/v1'

/** Which wire format a provider speaks; one of each per organization. */
export const ProviderId = z.enum(['anthropic', 'openai'])
export type ProviderId = z.infer<typeof ProviderId>

export const Provider = z.object({
  id: ProviderId,
  organizationId: OrganizationId,
  baseUrl: z.string(),
  /** The masked secret, or null when none is stored (a local server needs none). */
  hint: z.string().nullable(),
  /** The model the organization's default agent uses with this provider. */
  model: z.string(),
  updatedAt: z.number().int(),
})
export type Provider = z.infer<typeof Provider>

/** What is used when a provider is imported from the environment, which names no model. */
export const DEFAULT_MODELS: Record<ProviderId, string> = { anthropic: 'claude-sonnet-4-5', openai: 'gpt-5' }

/** The address is shown to every member and the secret travels in a header: neither may hide anything. */
const isPlainAddress = (text: string) => !/[?#@\\]/.test(text)
const HEADER_TEXT = /^[\x21-\x7e]*$/

export const SaveProviderRequest = z.object({
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .max(300)
    .refine(isPlainAddress, 'must hold no user name, password, query or fragment'),
  /** Omitted: the stored secret is kept. Empty: the provider needs none. */
  secret: z.string().trim().max(500).regex(HEADER_TEXT, 'must be printable ASCII without spaces').optional(),
  model: z
    .string()
    .trim()
    .min(1)
    .max(120)
    .regex(/^[^\p{Cc}]*$/u, 'must hold no control characters'),
})
export type SaveProviderRequest = z.infer<typeof SaveProviderRequest>
