// What stands in the form of a new key, and the request that it means.
import { type ApiKeyKind, ApiKeyName, type MintRequestInput, type ServiceRole } from '#contract/api-key'
import { type ExpiryChoice, expiryWish } from './expiry.ts'

export type KeyDraft = {
  name: string
  kind: ApiKeyKind
  /** Kept while a kind without one is chosen. */
  organizationId: string
  role: ServiceRole
  expiry: ExpiryChoice
  /** As a date field gives it; empty until one is chosen. */
  date: string
}

export type MintWish =
  | { outcome: 'wish'; request: MintRequestInput }
  /** By the field that is to be mended. */
  | { outcome: 'wrong'; errors: Record<string, string> }

export function mintWish({ name, kind, organizationId, role, expiry, date }: KeyDraft, now: number): MintWish {
  const named = ApiKeyName.safeParse(name)
  const ending = expiryWish(expiry, date, now)
  if (!named.success) return { outcome: 'wrong', errors: { name: 'Give it a name of 1 to 60 characters.' } }
  if (ending.outcome === 'wrong') return { outcome: 'wrong', errors: { expiresAt: ending.sentence } }
  const common = { kind, name: named.data, ...ending.fields }
  switch (kind) {
    case 'personal':
      return { outcome: 'wish', request: common }
    case 'member':
      return { outcome: 'wish', request: { ...common, organizationId } }
    case 'service':
      return { outcome: 'wish', request: { ...common, organizationId, role } }
    default:
      return kind satisfies never
  }
}
