// An API key as it is listed and as it is minted. The secret is in `MintedApiKey` and nowhere else (K3).
import { z } from 'zod'
import { OrganizationId } from '../organization/index.ts'

export const API_KEYS_PATH = '/v1/api-keys'

/** Times are milliseconds since the epoch. */
export const ApiKey = z.object({
  id: z.string(),
  organizationId: OrganizationId,
  name: z.string(),
  kind: z.enum(['member']),
  ownerUserId: z.string(),
  /** The first characters and the last four, all that is kept of the plaintext. */
  start: z.string(),
  lastFour: z.string(),
  createdAt: z.number().int(),
  expiresAt: z.number().int().nullable(),
})
export type ApiKey = z.infer<typeof ApiKey>

export const MintRequest = z.object({
  organizationId: OrganizationId,
  name: z.string().trim().min(1).max(60),
  expiresInDays: z.number().int().min(1).max(3650).optional(),
})
export type MintRequest = z.infer<typeof MintRequest>

export type ApiKeySecret = string

export const MintedApiKey = z.object({ key: ApiKey, secret: z.string() })
export type MintedApiKey = z.infer<typeof MintedApiKey>
