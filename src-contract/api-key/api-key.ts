// An API key as it is listed and as it is minted. The secret is in `MintedApiKey` and nowhere else (K3).
import { z } from 'zod'
import { OrganizationId, Role } from '../organization/index.ts'

export const API_KEYS_PATH = '/v1/api-keys'

/**
 * `member`: a person's key for one organization. `personal`: a person's key for all of theirs, each request names one.
 * `service`: an organization's own key, with a role and no person.
 */
export const ApiKeyKind = z.enum(['member', 'personal', 'service'])
export type ApiKeyKind = z.infer<typeof ApiKeyKind>

/** What a service key may be given: never the organization itself. */
export const ServiceRole = Role.exclude(['owner'])
export type ServiceRole = z.infer<typeof ServiceRole>

/** Without control characters: it is printed on terminals. */
export const ApiKeyName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^\P{Cc}*$/u, 'has characters that cannot be shown')

/** Times are milliseconds since the epoch. */
export const ApiKey = z.object({
  id: z.string(),
  kind: ApiKeyKind,
  /** Null for a personal key. */
  organizationId: OrganizationId.nullable(),
  organizationName: z.string().nullable(),
  name: z.string(),
  /** Null for a service key. */
  ownerUserId: z.string().nullable(),
  /** Of a service key. */
  role: ServiceRole.nullable(),
  /** The first characters and the last four, all that is kept of the plaintext. */
  start: z.string(),
  lastFour: z.string(),
  createdAt: z.number().int(),
  expiresAt: z.number().int().nullable(),
  /** To the minute, and from which network (`203.0.113.0/24`). */
  lastUsedAt: z.number().int().nullable(),
  lastUsedFrom: z.string().nullable(),
  /** Its owner is not in its organization now: it reaches nothing, and works again when the owner returns (K7). */
  stale: z.object({ since: z.number().int().nullable() }).nullable(),
})
export type ApiKey = z.infer<typeof ApiKey>

/** As an admin sees it (K13). */
export const OrganizationApiKey = ApiKey.extend({
  /** Whose it is; for a service key, who minted it. Null when that person is gone. */
  ownerName: z.string().nullable(),
})
export type OrganizationApiKey = z.infer<typeof OrganizationApiKey>

/** Ten years with their leap days: longer than anybody can mean. */
export const MAX_EXPIRY_DAYS = 3653

const MintFields = z.object({
  kind: ApiKeyKind.default('member'),
  /** Of a member or service key, always named (K1, K2). A personal key has none. */
  organizationId: OrganizationId.optional(),
  name: ApiKeyName,
  /** Of a service key; `member` unless said. */
  role: ServiceRole.optional(),
  /** Neither: it never expires. */
  expiresInDays: z.number().int().min(1).max(MAX_EXPIRY_DAYS).optional(),
  expiresAt: z.number().int().positive().optional(),
})

export const MintRequest = MintFields.superRefine(
  ({ kind, organizationId, role, expiresInDays, expiresAt }, context) => {
    const refuse = (field: keyof typeof MintFields.shape, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    if (kind !== 'personal' && organizationId === undefined)
      refuse('organizationId', 'say which organization the key is for')
    if (kind === 'personal' && organizationId !== undefined)
      refuse('organizationId', 'a personal key is for all of your organizations and is bound to none')
    if (kind !== 'service' && role !== undefined) refuse('role', 'only a service key has a role of its own')
    if (expiresInDays !== undefined && expiresAt !== undefined)
      refuse('expiresAt', 'give either a date or a number of days')
  },
)
export type MintRequest = z.infer<typeof MintRequest>
/** As a caller writes it. */
export type MintRequestInput = z.input<typeof MintRequest>

/** Everything but the name is fixed for a key's whole life (K4). */
export const RenameApiKeyRequest = z.object({ name: ApiKeyName })
export type RenameApiKeyRequest = z.infer<typeof RenameApiKeyRequest>

/** Why an admin deletes a key of somebody else; it stands in the audit. */
export const DeletionReason = z.string().trim().min(1).max(200)

export type ApiKeySecret = string

export const MintedApiKey = z.object({ key: ApiKey, secret: z.string() })
export type MintedApiKey = z.infer<typeof MintedApiKey>
