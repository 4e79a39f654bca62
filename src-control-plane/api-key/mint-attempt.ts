// One attempt to mint, recognised when it comes again: a double click, or a client that never saw the answer (K14).
import type { MintRequest } from '#contract/api-key'
import { hashOf } from '../secret/index.ts'

/** As the row keeps them: whose attempt it is, and what it asks. Hashes, since neither is anything to read. */
export type MintAttempt = { readonly mintFingerprint: string; readonly mintRequest: string }

/** Long enough for every retry of a client and every second thought of a person; then a secret is final. Milliseconds. */
export const REPEAT_WITHIN_MS = 10 * 60_000

export function attemptOf(userId: string, idempotencyKey: string, request: MintRequest): MintAttempt {
  const { kind, organizationId, name, role, expiresInDays, expiresAt } = request
  return {
    mintFingerprint: hashOf(JSON.stringify([userId, idempotencyKey])),
    mintRequest: hashOf(JSON.stringify([kind, organizationId, name, role, expiresInDays, expiresAt])),
  }
}

export type MintedBefore = { readonly mintRequest: string | null; readonly hash: string; readonly createdAt: number }
export type Repeat = 'same' | 'another-request' | 'too-late'

/** `hash` is that of the secret as it can be made today: another one when the instance's secret has changed since. */
export function judgeRepeat(before: MintedBefore, { mintRequest }: MintAttempt, hash: string, now: number): Repeat {
  if (before.mintRequest !== mintRequest) return 'another-request'
  if (now - before.createdAt > REPEAT_WITHIN_MS || before.hash !== hash) return 'too-late'
  return 'same'
}
