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

export const SaveProviderRequest = z.object({
  baseUrl: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).max(300),
  /** Omitted: the stored secret is kept. Empty: the provider needs none. */
  secret: z.string().trim().max(500).optional(),
  model: z.string().trim().min(1).max(120),
})
export type SaveProviderRequest = z.infer<typeof SaveProviderRequest>
