// The text of a line as the program printed it, put together from the rows that it was wrapped into, and where each of its
// characters stands. Counted from 0.
import type { IBuffer, IBufferLine } from '@xterm/xterm'

export type CellPlace = { readonly x: number; readonly y: number }
/** `places` has one for each UTF-16 unit of the text. */
export type LogicalLine = { readonly text: string; readonly places: readonly CellPlace[]; readonly firstRow: number }

/** Rows; a longer line is minified code, and nobody looks for links there. */
const MAX_ROWS = 32

export function logicalLineAt(buffer: Pick<IBuffer, 'getLine'>, row: number): LogicalLine {
  let firstRow = row
  while (firstRow > row - MAX_ROWS && buffer.getLine(firstRow)?.isWrapped) firstRow -= 1
  const places: CellPlace[] = []
  let text = ''
  for (let y = firstRow; y < firstRow + MAX_ROWS; y += 1) {
    const line = buffer.getLine(y)
    if (!line || (y > firstRow && !line.isWrapped)) break
    text += charactersOf(line, y, places)
  }
  return { text, places, firstRow }
}

function charactersOf(line: IBufferLine, y: number, places: CellPlace[]): string {
  let text = ''
  for (let x = 0; x < line.length; x += 1) {
    const cell = line.getCell(x)
    // The second half of a wide character.
    if (!cell || cell.getWidth() === 0) continue
    const characters = cell.getChars() || ' '
    for (let unit = 0; unit < characters.length; unit += 1) places.push({ x, y })
    text += characters
  }
  return text
}
