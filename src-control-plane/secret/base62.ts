// Letters and digits only: what is copied with a double click, and needs no escape in a URL, a header or a shell.
import { randomBytes } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const BASE = BigInt(ALPHABET.length)

/** The last `length` digits of a number. */
export function base62(value: bigint, length: number): string {
  let rest = value
  let digits = ''
  for (let place = 0; place < length; place++) {
    digits = ALPHABET[Number(rest % BASE)] + digits
    rest /= BASE
  }
  return digits
}

/** Bits beyond those that the digits hold, so that none of them is favoured noticeably (NIST SP 800-90A, A.5.3). */
const SPARE_BITS = 64
const BITS_PER_DIGIT = Math.log2(ALPHABET.length)

/** Bytes that `length` digits want, for digits that are as random as the bytes are. */
export function bytesFor(length: number): number {
  return Math.ceil((length * BITS_PER_DIGIT + SPARE_BITS) / 8)
}

export function base62OfBytes(bytes: Buffer, length: number): string {
  return base62(BigInt(`0x${bytes.toString('hex')}`), length)
}

export function randomBase62(length: number): string {
  return base62OfBytes(randomBytes(bytesFor(length)), length)
}
