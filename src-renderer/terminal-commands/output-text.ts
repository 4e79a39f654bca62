// What stands on a screen between two places, as the program printed it: lines that were wrapped are put together again.
import type { IBuffer } from '@xterm/xterm'
import type { Place } from './command-log.ts'

/** Lines; what was printed longer ago than this has left every scrollback. */
const MAX_LINES = 100_000

/** What has left the scrollback is left out. Spaces at the end of a line are not told from none. */
export function textBetween(buffer: Pick<IBuffer, 'getLine'>, from: Place, to: Place): string {
  const first = from.anchor.isDisposed ? { line: 0, x: 0 } : { line: from.anchor.line, x: from.x }
  if (to.anchor.isDisposed) return ''
  const last = Math.min(to.anchor.line, first.line + MAX_LINES)
  let text = ''
  for (let y = first.line; y <= last; y += 1) {
    const line = buffer.getLine(y)
    if (!line) break
    if (y > first.line && !line.isWrapped) text += '\n'
    const end = y === to.anchor.line ? to.x : undefined
    const continued = buffer.getLine(y + 1)?.isWrapped === true && end === undefined
    text += line.translateToString(!continued && end === undefined, y === first.line ? first.x : 0, end)
  }
  return text.replace(/\s+$/, '')
}
