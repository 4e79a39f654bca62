// Finds the last place in a stream of bytes at which no character and no escape sequence was cut. A snapshot may only stand
// for such a place: a viewer that goes on from the midst of a sequence would print its rest as text.

const ESC = 0x1b
const BEL = 0x07
const CANCEL = 0x18
const SUBSTITUTE = 0x1a

/** Of ECMA-48 as xterm reads it; `string` is any of OSC, DCS, SOS, PM and APC. */
type State = 'ground' | 'escape' | 'control' | 'string'

const STRING_STARTS = new Set([0x50, 0x58, 0x5d, 0x5e, 0x5f])
const CONTROL_START = 0x5b

export class SequenceBoundary {
  /** Offset of the last place that is safe. */
  safe: number
  private end: number
  private state: State = 'ground'
  /** Bytes that the character now being read still needs. */
  private missing = 0

  constructor(offset: number) {
    this.safe = offset
    this.end = offset
  }

  push(bytes: Uint8Array): void {
    let at = 0
    while (at < bytes.length) at = this.state === 'ground' ? this.skipText(bytes, at) : this.step(bytes, at)
    this.end += bytes.length
    if (this.state === 'ground' && this.missing === 0) this.safe = this.end
  }

  /** Everything up to the next escape is text: only its end can be in the midst of a character. */
  private skipText(bytes: Uint8Array, from: number): number {
    const found = bytes.indexOf(ESC, from)
    if (found === -1) {
      this.endOfText(bytes, from)
      return bytes.length
    }
    this.missing = 0
    this.state = 'escape'
    // The escape itself is where a cut would begin.
    this.safe = this.end + found
    return found + 1
  }

  private endOfText(bytes: Uint8Array, from: number): void {
    for (let back = bytes.length - 1; back >= from && back >= bytes.length - 4; back -= 1) {
      const byte = bytes[back] ?? 0
      if (byte < 0x80) {
        this.missing = 0
        return
      }
      if (byte >= 0xc0) {
        const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
        const present = bytes.length - back
        this.missing = Math.max(0, length - present)
        if (this.missing > 0) this.safe = this.end + back
        return
      }
    }
    // Only continuation bytes: they belong to a character begun before.
    this.missing = Math.max(0, this.missing - (bytes.length - from))
  }

  private step(bytes: Uint8Array, at: number): number {
    const byte = bytes[at] ?? 0
    if (byte === ESC) {
      this.state = 'escape'
    } else if (byte === CANCEL || byte === SUBSTITUTE) {
      this.state = 'ground'
    } else if (this.state === 'escape') {
      this.state = afterEscape(byte)
    } else if (this.state === 'control') {
      if (byte >= 0x40 && byte <= 0x7e) this.state = 'ground'
    } else if (byte === BEL) {
      this.state = 'ground'
    }
    return at + 1
  }
}

function afterEscape(byte: number): State {
  if (byte === CONTROL_START) return 'control'
  if (STRING_STARTS.has(byte)) return 'string'
  // Intermediates and control characters: the sequence goes on.
  return byte < 0x30 ? 'escape' : 'ground'
}
