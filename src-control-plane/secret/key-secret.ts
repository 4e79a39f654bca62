// Makes and recognises a key's plaintext. Nothing else in the control plane ever holds one.
import { hash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { API_KEY_LENGTH, API_KEY_PREFIX, type ApiKeySecret, looksLikeApiKey } from '#contract/api-key'
import { base62, randomBase62 } from './base62.ts'

/** 36 letters of base62 are 214 bits. */
export const SECRET_LENGTH = 36
const CHECKSUM_LENGTH = 6
/** Characters of the plaintext that are kept to tell keys apart: the prefix and four more. */
const START_LENGTH = API_KEY_PREFIX.length + 4

export function newSecret(): ApiKeySecret {
  return withChecksum(randomBase62(SECRET_LENGTH))
}

/** `random` are `SECRET_LENGTH` letters that nobody can guess. */
export function withChecksum(random: string): ApiKeySecret {
  const body = API_KEY_PREFIX + random
  return body + checksumOf(body)
}

/** False for a typo or a made-up key, without asking the database. */
export function isWellFormed(text: string): boolean {
  if (text.length !== API_KEY_LENGTH || !looksLikeApiKey(text)) return false
  return text.slice(-CHECKSUM_LENGTH) === checksumOf(text.slice(0, -CHECKSUM_LENGTH))
}

/**
 * What the database keeps, and by which a key is looked up: what the time of a look-up could tell is something of the hash, from which
 * nobody comes back to the secret. A fast hash is right: the secret has 214 bits of its own.
 */
export function hashOf(secret: string): string {
  return hash('sha256', secret, 'base64url')
}

/** What lists show of the key: its first and its last characters. */
export function shownParts(secret: ApiKeySecret): { start: string; lastFour: string } {
  return { start: secret.slice(0, START_LENGTH), lastFour: secret.slice(-4) }
}

function checksumOf(text: string): string {
  return base62(BigInt(crc32(text)), CHECKSUM_LENGTH)
}
