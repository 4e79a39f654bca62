// Makes and recognises a key's plaintext. Nothing else in the control plane ever holds one.
import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { API_KEY_LENGTH, API_KEY_PREFIX, type ApiKeySecret, looksLikeApiKey } from '#contract/api-key'
import { randomBase62 } from './id.ts'

const RANDOM_LENGTH = 36
const CHECKSUM_LENGTH = 6
/** Characters of the plaintext that are kept to tell keys apart: the prefix and four more. */
const START_LENGTH = API_KEY_PREFIX.length + 4

export function newSecret(): ApiKeySecret {
  const body = API_KEY_PREFIX + randomBase62(RANDOM_LENGTH)
  return body + checksumOf(body)
}

/** False for a typo or a made-up key, without asking the database. */
export function isWellFormed(text: string): boolean {
  if (text.length !== API_KEY_LENGTH || !looksLikeApiKey(text)) return false
  return text.slice(-CHECKSUM_LENGTH) === checksumOf(text.slice(0, -CHECKSUM_LENGTH))
}

/** What the database keeps. A fast hash is right: the secret has 214 bits of its own. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** What lists show of the key: its first and its last characters. */
export function shownParts(secret: ApiKeySecret): { start: string; lastFour: string } {
  return { start: secret.slice(0, START_LENGTH), lastFour: secret.slice(-4) }
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function checksumOf(text: string): string {
  let rest = crc32(text)
  let digits = ''
  for (let place = 0; place < CHECKSUM_LENGTH; place++) {
    digits = BASE62[rest % BASE62.length] + digits
    rest = Math.floor(rest / BASE62.length)
  }
  return digits
}
