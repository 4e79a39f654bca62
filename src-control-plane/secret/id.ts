// Opaque identifiers: nobody can compose one, and the prefix says in a log what it names.
import { randomBase62 } from './base62.ts'

/** 22 letters of base62 are 131 bits. */
const LENGTH = 22

export function newId(prefix: string): string {
  return `${prefix}_${randomBase62(LENGTH)}`
}
