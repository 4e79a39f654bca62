// Puts the parts of a snapshot together a few milliseconds at a time: five thousand lines take a tenth of a second, in which
// every other terminal's screen would stand still.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Snapshot } from './screen-messages.ts'
import type { Part } from './serialize-buffer.ts'

/** `sliceMs` is the work between two turns of the event loop; without end, everything is taken at once. */
export async function collectParts(parts: Iterable<Part>, sliceMs: number): Promise<Pick<Snapshot, 'bytes' | 'marks'>> {
  const utf8 = new TextEncoder()
  const chunks: Uint8Array[] = []
  const marks: Snapshot['marks'] = []
  let length = 0
  let text = ''
  let until = performance.now() + sliceMs
  const encode = () => {
    const chunk = utf8.encode(text)
    chunks.push(chunk)
    length += chunk.byteLength
    text = ''
  }
  for (const part of parts) {
    if (typeof part === 'string') text += part
    else {
      encode()
      marks.push({ at: length, mark: part })
    }
    if (performance.now() < until) continue
    encode()
    await nextTurn()
    until = performance.now() + sliceMs
  }
  encode()
  return { bytes: concat(chunks, length), marks }
}

function concat(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.byteLength
  }
  return all
}
