// The secret of a key that is minted with an idempotency key: made anew from what the repeated request brings and what the row keeps, so
// that the same secret can be answered again and is stored nowhere (K14).
import { createHmac, hkdfSync } from 'node:crypto'
import type { ApiKeySecret } from '#contract/api-key'
import { base62OfBytes, randomBase62 } from './base62.ts'
import { SECRET_LENGTH, withChecksum } from './key-secret.ts'

/** `nonce` is the row's own: a key that was deleted is never made again. */
export type MintSeed = { readonly userId: string; readonly idempotencyKey: string; readonly nonce: string }

export type MintSecrets = {
  /** Always the same for the same seed and instance secret. */
  secretOf: (seed: MintSeed) => ApiKeySecret
}

/** As many bytes as HMAC-SHA-512 gives; far more than a secret of 214 bits wants. */
const KEY_BYTES = 64

export function createMintSecrets(instanceSecret: string): MintSecrets {
  const key = Buffer.from(hkdfSync('sha512', instanceSecret, '', 'mooring api key mint', KEY_BYTES))
  return {
    secretOf({ userId, idempotencyKey, nonce }) {
      // As JSON, so that no two seeds read alike, wherever one part ends and the next begins.
      const seed = JSON.stringify([userId, idempotencyKey, nonce])
      return withChecksum(base62OfBytes(createHmac('sha512', key).update(seed).digest(), SECRET_LENGTH))
    },
  }
}

/** 131 bits. */
const NONCE_LENGTH = 22
export const newNonce = (): string => randomBase62(NONCE_LENGTH)
