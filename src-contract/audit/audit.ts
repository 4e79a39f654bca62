// The audit: what was done to an organization's keys, people and providers, by whom. Rows are added and never changed.
import { z } from 'zod'

export const AuditAction = z.enum([
  'api-key-minted',
  'api-key-renamed',
  'api-key-deleted',
  'api-key-bound',
  'organization-created',
  'organization-renamed',
  'member-joined',
  'member-left',
  'member-removed',
  'role-changed',
  'invitation-created',
  'invitation-withdrawn',
  'provider-saved',
  'provider-deleted',
  'provider-key-added',
  'provider-key-removed',
  'gateway-policy-saved',
  'key-limits-saved',
  'prompt-read',
  'host-revoked',
  'signed-in',
  'signed-out',
  'session-revoked',
])
export type AuditAction = z.infer<typeof AuditAction>

/** Times are milliseconds since the epoch. No secret is in it, not even masked. */
export const AuditEntry = z.object({
  id: z.string(),
  at: z.number().int(),
  action: AuditAction,
  /** Who did it: a person, a service key, or Mooring itself (both null). The names are as they were then. */
  actorUserId: z.string().nullable(),
  actorKeyId: z.string().nullable(),
  actorName: z.string(),
  /** What it was done to: the id and name of a key, person, invitation, provider or host. */
  targetId: z.string().nullable(),
  targetName: z.string().nullable(),
  /** Further facts for a person to read: `{ role: 'admin', reason: 'left the team' }`. */
  details: z.record(z.string(), z.string()),
  /** The client's network, coarse (`203.0.113.0/24`). */
  from: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** Entries answered at once, newest first. */
export const MAX_AUDIT_PAGE = 200

/** `from` is included, `to` is not. `before` is the id of the last entry of the page before. */
export const AuditQuery = z.object({
  action: AuditAction.optional(),
  actorUserId: z.string().max(64).optional(),
  from: z.coerce.number().int().min(0).optional(),
  to: z.coerce.number().int().min(0).optional(),
  before: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_AUDIT_PAGE).default(50),
})
export type AuditQuery = z.infer<typeof AuditQuery>
/** As a caller writes it. */
export type AuditQueryInput = z.input<typeof AuditQuery>

export const AuditPage = z.object({ entries: z.array(AuditEntry), more: z.boolean() })
export type AuditPage = z.infer<typeof AuditPage>
