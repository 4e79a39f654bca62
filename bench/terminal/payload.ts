// What `cat` prints: text as a build or a listing prints it, each line with some colours.
import { writeFileSync } from 'node:fs'

const PAYLOAD_BYTES = 50_000_000
const WORDS = 'harbour anchor mooring tide quay rope buoy lantern sail keel'.split(' ')

/** In bytes as they are in the file; a PTY makes two of each line's end. */
export function writePayload(path: string, bytes = PAYLOAD_BYTES): void {
  const lines: string[] = []
  let length = 0
  for (let number = 0; length < bytes; number += 1) {
    const word = (n: number) => WORDS[(number * 7 + n * 3) % WORDS.length] ?? ''
    const line = `\x1b[${31 + (number % 6)}m${String(number).padStart(7)}\x1b[0m ${word(0)} \x1b[1m${word(1)}\x1b[22m ${word(2)} ${word(3)} ${word(4)}\n`
    lines.push(line)
    length += line.length
  }
  writeFileSync(path, lines.join(''))
}
