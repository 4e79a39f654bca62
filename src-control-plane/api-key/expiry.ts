// When a key ends, from what the mint says: never, in some days, or at a date (K9).
import { MAX_EXPIRY_DAYS, type MintRequest } from '#contract/api-key'

export type Expiry = { outcome: 'valid'; expiresAt: number | null } | { outcome: 'expiry-refused'; message: string }

const DAY_MS = 24 * 3600 * 1000

export function expiryOf(
  { expiresInDays, expiresAt }: Pick<MintRequest, 'expiresInDays' | 'expiresAt'>,
  now: number,
): Expiry {
  if (expiresInDays !== undefined) return { outcome: 'valid', expiresAt: now + expiresInDays * DAY_MS }
  if (expiresAt === undefined) return { outcome: 'valid', expiresAt: null }
  if (expiresAt <= now) return { outcome: 'expiry-refused', message: 'The date of expiry is in the past.' }
  if (expiresAt > now + MAX_EXPIRY_DAYS * DAY_MS)
    return { outcome: 'expiry-refused', message: 'The date of expiry is more than ten years away.' }
  return { outcome: 'valid', expiresAt }
}
