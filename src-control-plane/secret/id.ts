// Opaque identifiers: nobody can compose one, and the prefix says in a log what it names.
import { randomBytes } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** 22 letters of base62 are 131 bits. */
const LENGTH = 22

export function newId(prefix: string): string {
  return `${prefix}_${randomBase62(LENGTH)}`
}

/** Uniform: bytes that would favour the first letters are thrown away. */
export function randomBase62(length: number): string {
  const limit = 256 - (256 % ALPHABET.length)
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < limit && text.length < length) text += ALPHABET[byte % ALPHABET.length]
    }
  }
  return text
}
