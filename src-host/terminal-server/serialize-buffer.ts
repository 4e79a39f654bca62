// The lines of one buffer as bytes that print them again, from the top left of an empty screen. Written here because xterm's own
// serializer prints a stray character where a wrapped line was moved, and loses the kind of an underline, hyperlinks and marks.
import type { IBuffer, IBufferCell, IBufferLine } from '@xterm/headless'
import type { CommandMark } from '#contract/terminal'
import { hasBackground, isSameLook, type Look, linkNumberOf, lookOf, PLAIN, PLAIN_LOOK, sgrOf } from './cell-style.ts'

/** Rows counted from the oldest line of the scrollback. */
type Rows = { from: number; until: number }

/** What was printed, and what stands between. */
export type Part = string | CommandMark

export type PlacedMark = { row: number; column: number; mark: CommandMark }

/** The sequence that begins the hyperlink of a number, or ends any when it is 0. */
export type OpenLink = (number: number) => string

type Printing = { cols: number; rows: Rows; marks: readonly PlacedMark[]; openLink: OpenLink }

/** Leaves the pen plain and the cursor behind the last line's last character. One part a line at least, so that it can be paused. */
export function* serializeRows(buffer: IBuffer, { cols, rows, marks, openLink }: Printing): Generator<Part> {
  const pen = new Pen(buffer.getNullCell(), openLink)
  const marksOf = Map.groupBy(marks, ({ row }) => row)
  for (let row = rows.from; row < rows.until; row += 1) {
    const line = buffer.getLine(row)
    const next = row + 1 < rows.until ? buffer.getLine(row + 1) : undefined
    if (line) yield* pen.draw(line, cols, marksOf.get(row) ?? [])
    // A new line takes the pen's background, which is none of its own.
    if (row + 1 < rows.until && !(line && next && wrapsByItself(line, next, cols))) yield `${pen.plain()}\r\n`
  }
  yield pen.plain()
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
  private readonly openLink: OpenLink
  private look: Look = PLAIN_LOOK
  private link = 0

  constructor(reused: IBufferCell, openLink: OpenLink) {
    this.cell = reused
    this.openLink = openLink
  }

  plain(): string {
    const endLink = this.enter(0)
    if (this.look === PLAIN_LOOK) return endLink
    this.look = PLAIN_LOOK
    return endLink + PLAIN
  }

  /** `marks` are in the order of their columns. */
  *draw(line: IBufferLine, cols: number, marks: readonly PlacedMark[]): Generator<Part> {
    let text = ''
    let blanks = 0
    let nextMark = 0
    const forward = () => {
      if (blanks > 0) text += `\x1b[${blanks}C`
      blanks = 0
    }
    for (let column = 0; column <= cols; column += 1) {
      for (let placed = marks[nextMark]; placed && placed.column <= column; placed = marks[nextMark]) {
        forward()
        yield text
        yield placed.mark
        text = ''
        nextMark += 1
      }
      const cell = column < cols ? line.getCell(column, this.cell) : undefined
      if (!cell || cell.getWidth() === 0) continue
      const chars = cell.getChars()
      if (chars === '' && !hasBackground(cell)) {
        blanks += 1
        continue
      }
      forward()
      // An empty cell with a background is erased, not printed: a space would be text.
      text += this.take(cell) + (chars === '' ? '\x1b[X' : chars)
      if (chars === '' && column + 1 < cols) text += '\x1b[C'
    }
    yield text
  }

  private take(cell: IBufferCell): string {
    const link = this.enter(linkNumberOf(cell))
    const look = lookOf(cell)
    if (isSameLook(look, this.look)) return link
    this.look = look
    return link + sgrOf(cell)
  }

  private enter(link: number): string {
    if (link === this.link) return ''
    this.link = link
    return this.openLink(link)
  }
}
