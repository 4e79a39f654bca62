// The lines of one buffer as bytes that print them again, from the top left of an empty screen. Written here because xterm's own
// serializer prints a stray character where a wrapped line was moved, and loses the kind of an underline.
import type { IBuffer, IBufferCell, IBufferLine } from '@xterm/headless'
import { hasBackground, isSameLook, type Look, lookOf, PLAIN, PLAIN_LOOK, sgrOf } from './cell-style.ts'

/** Rows counted from the oldest line of the scrollback. */
type Rows = { from: number; until: number }

/** Leaves the pen plain and the cursor behind the last line's last character. */
export function serializeRows(buffer: IBuffer, cols: number, { from, until }: Rows): string {
  const pen = new Pen(buffer.getNullCell())
  const parts: string[] = []
  for (let row = from; row < until; row += 1) {
    const line = buffer.getLine(row)
    const next = row + 1 < until ? buffer.getLine(row + 1) : undefined
    if (line) parts.push(pen.draw(line, cols))
    // A new line takes the pen's background, which is none of its own.
    if (row + 1 < until && !(line && next && wrapsByItself(line, next, cols))) parts.push(pen.plain(), '\r\n')
  }
  parts.push(pen.plain())
  return parts.join('')
}

/** Whether printing goes on in the next line without being told, so that the viewer, too, knows both as one. */
function wrapsByItself(line: IBufferLine, next: IBufferLine, cols: number): boolean {
  if (!next.isWrapped) return false
  const first = next.getCell(0)
  const last = line.getCell(cols - 1)
  if (!first || !last || first.getChars() === '') return false
  const isFull = last.getChars() !== '' || last.getWidth() === 0
  // A wide character that found one column only leaves that column empty.
  return isFull || (first.getWidth() === 2 && (line.getCell(cols - 2)?.getChars() ?? '') !== '' && !hasBackground(last))
}

/** Knows how the last character looked, so that only a change is said. */
class Pen {
  private readonly cell: IBufferCell
  private look: Look = PLAIN_LOOK

  constructor(reused: IBufferCell) {
    this.cell = reused
  }

  plain(): string {
    if (this.look === PLAIN_LOOK) return ''
    this.look = PLAIN_LOOK
    return PLAIN
  }

  draw(line: IBufferLine, cols: number): string {
    let text = ''
    let blanks = 0
    for (let column = 0; column < cols; column += 1) {
      const cell = line.getCell(column, this.cell)
      if (!cell || cell.getWidth() === 0) continue
      const chars = cell.getChars()
      if (chars === '' && !hasBackground(cell)) {
        blanks += 1
        continue
      }
      if (blanks > 0) text += `\x1b[${blanks}C`
      blanks = 0
      // An empty cell with a background is erased, not printed: a space would be text.
      text += this.take(cell) + (chars === '' ? '\x1b[X' : chars)
      if (chars === '' && column + 1 < cols) text += '\x1b[C'
    }
    return text
  }

  private take(cell: IBufferCell): string {
    const look = lookOf(cell)
    if (isSameLook(look, this.look)) return ''
    this.look = look
    return sgrOf(cell)
  }
}
