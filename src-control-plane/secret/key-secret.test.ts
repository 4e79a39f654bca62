import { describe, expect, it } from 'vitest'
import { API_KEY_LENGTH, looksLikeApiKey } from '#contract/api-key'
import { base62, base62OfBytes } from './base62.ts'
import { createMintSecrets, hashOf, isWellFormed, newId, newNonce, newSecret, shownParts } from './index.ts'

describe('the secret of a key', () => {
  it('has a shape and a checksum of its own, and no other is like it', () => {
    const secrets = Array.from({ length: 200 }, newSecret)
    for (const secret of secrets) {
      expect(looksLikeApiKey(secret)).toBe(true)
      expect(isWellFormed(secret)).toBe(true)
    }
    expect(new Set(secrets).size).toBe(secrets.length)
  })

  it('is refused with one letter wrong, with two swapped, or with anything before or after it', () => {
    const secret = 'moor_live_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    const whole = secret + base62(BigInt(crcOf(secret)), 6)
    expect(isWellFormed(whole)).toBe(true)
    for (let i = 10; i < API_KEY_LENGTH; i++) {
      const other = whole[i] === 'x' ? 'y' : 'x'
      expect(isWellFormed(whole.slice(0, i) + other + whole.slice(i + 1)), `letter ${i}`).toBe(false)
    }
    expect(isWellFormed(whole.replace('01', '10'))).toBe(false)
    for (const text of ['', ` ${whole}`, `${whole}\n`, whole.slice(1), whole.toUpperCase(), `${whole}${whole}`]) {
      expect(isWellFormed(text), JSON.stringify(text)).toBe(false)
    }
  })

  it('shows four letters of either end, and is stored as a hash', () => {
    const secret = newSecret()
    expect(shownParts(secret)).toEqual({ start: secret.slice(0, 14), lastFour: secret.slice(-4) })
    expect(hashOf(secret)).toMatch(/^[\w-]{43}$/)
    expect(hashOf(secret)).not.toBe(hashOf(newSecret()))
  })

  it('[K14] is made anew from the same seed, and is another one when any part of the seed is', () => {
    const seed = { userId: 'user_1', idempotencyKey: 'attempt-1', nonce: newNonce() }
    const { secretOf } = createMintSecrets('s'.repeat(40))
    const secret = secretOf(seed)
    expect(createMintSecrets('s'.repeat(40)).secretOf({ ...seed })).toBe(secret)
    expect(isWellFormed(secret)).toBe(true)
    const others = [
      secretOf({ ...seed, userId: 'user_2' }),
      secretOf({ ...seed, idempotencyKey: 'attempt-2' }),
      secretOf({ ...seed, nonce: newNonce() }),
      secretOf({ ...seed, userId: 'user_', idempotencyKey: '1attempt-1' }),
      createMintSecrets('t'.repeat(40)).secretOf(seed),
    ]
    expect(new Set([secret, ...others]).size).toBe(others.length + 1)
  })
})

it('base62 writes the last digits of a number', () => {
  expect([base62(0n, 3), base62(61n, 3), base62(62n, 3), base62(62n ** 3n + 1n, 3)]).toEqual([
    '000',
    '00z',
    '010',
    '001',
  ])
  expect(base62OfBytes(Buffer.from([0, 0, 1, 0]), 4)).toBe('0048')
})

it('ids name what they are of', () => {
  expect(newId('key')).toMatch(/^key_[0-9A-Za-z]{22}$/)
})

/** CRC-32 as in its definition (reflected, polynomial EDB88320), not as the product computes it. */
function crcOf(text: string): number {
  let crc = 0xffffffff
  for (const byte of Buffer.from(text)) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}
