import headless, { type IBuffer, type Terminal } from '@xterm/headless'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { linkNumberOf, sgrOf, sgrOfPen } from './cell-style.ts'
import { serializeScreen } from './serialize-screen.ts'
import { type BufferState, linkData, readHiddenState } from './terminal-core.ts'

const COLS = 20
const ROWS = 6

const makeTerminal = () =>
  new headless.Terminal({ cols: COLS, rows: ROWS, scrollback: 100, allowProposedApi: true, logLevel: 'off' })

const serialized = (terminal: Terminal): string => [...serializeScreen(terminal, 'full')].join('')

const write = (terminal: Terminal, text: string) => new Promise<void>((resolve) => terminal.write(text, resolve))

/** Everything that a person or a program can tell two terminals apart by. */
function stateOf(terminal: Terminal) {
  const { active, normal } = terminal.buffer
  const { normal: normalState, alternate, pen, ...hidden } = readHiddenState(terminal)
  const own = (state: BufferState) => [state.scrollRegion, state.tabStops, state.savedCursor.x, state.savedCursor.y]
  return {
    type: active.type,
    cursor: [active.cursorX, active.cursorY, active.baseY],
    modes: { ...terminal.modes },
    hidden,
    own: [own(normalState), active.type === 'alternate' && own(alternate)],
    pen: pen && [sgrOfPen(pen), linkData(terminal, linkNumberOf(pen))],
    active: cellsOf(terminal, active),
    normal: active.type === 'alternate' ? cellsOf(terminal, normal) : [],
  }
}

function cellsOf(terminal: Terminal, buffer: IBuffer): string[] {
  return Array.from({ length: buffer.length }, (_, row) => {
    const line = buffer.getLine(row)
    const cells = Array.from({ length: COLS }, (__, column) => {
      const cell = line?.getCell(column)
      if (!cell) return ''
      // An empty cell has no colour of its own to be seen, only a background.
      return cell.getChars() === ''
        ? `b${cell.getBgColor()}`
        : `${cell.getChars()}${sgrOf(cell)}${JSON.stringify(linkData(terminal, linkNumberOf(cell)))}`
    })
    return cells.join('|')
  })
}

async function expectEqualAfter(output: string): Promise<void> {
  const live = makeTerminal()
  await write(live, output)
  const viewer = makeTerminal()
  // Whatever was there before must not matter.
  await write(viewer, 'rubbish\x1b[?1049h\x1b[?1003h\x1b[?25l\x1b[2;3r\x1b[?6h\x1b]0;half a ti')
  await write(viewer, serialized(live))
  expect(stateOf(viewer)).toEqual(stateOf(live))
}

it.each([
  ['plain lines with scrollback', Array.from({ length: 30 }, (_, line) => `line ${line}`).join('\r\n')],
  ['a line that wraps', 'x'.repeat(50)],
  ['the cursor waiting to wrap', 'x'.repeat(COLS)],
  ['underlines of every kind', '\x1b[4mone\x1b[4:3mcurly\x1b[21mtwo\x1b[4:5mdash\x1b[24m'],
  ['underlines in colours', '\x1b[4;58;5;9mnine\x1b[4:3m\x1b[58:2::1:2:3mrgb\x1b[59mplain\x1b[24mnone\x1b[58;5;3m'],
  ['a hyperlink', 'see \x1b]8;;https://example.org/a?b=c;d\x1b\\here\x1b]8;;\x1b\\ or there'],
  ['a hyperlink over a line that wraps', `\x1b]8;id=7;https://example.org\x07${'x'.repeat(30)}\x1b]8;;\x07\r\nend`],
  ['a styled hyperlink that is still open', 'a \x1b[1;4:2m\x1b]8;;file:///tmp/x\x07bold\x1b[0m plain'],
  ['coloured blanks', '\x1b[44m\x1b[2J\x1b[3;4Hx\x1b[K\x1b[0m'],
  ['colours and styles', '\x1b[1;31mred\x1b[44m on blue\x1b[0m \x1b[7minverse\x1b[38;2;1;2;3mrgb'],
  ['wide and combined characters', '港湾 é 👩‍👩‍👧\r\nnext'],
  ['the alternate screen over a scrollback', `${'before\r\n'.repeat(12)}\x1b[?1049h\x1b[2;5Hfull screen`],
  ['a hidden cursor', 'x\x1b[?25l'],
  ['a bar cursor that blinks', 'x\x1b[5 q'],
  ['a scroll region', 'a\r\nb\r\nc\x1b[2;4r\x1b[3;7H'],
  ['a scroll region under origin mode', 'a\r\nb\r\nc\x1b[2;4r\x1b[?6h\x1b[2;7H'],
  ['tab stops of its own', '\x1b[3g\x1b[5G\x1bH\x1b[11G\x1bH\r\nx'],
  ['SGR mouse reports', '\x1b[?1002h\x1b[?1006hx'],
  ['mouse reports in pixels', '\x1b[?1003h\x1b[?1016hx'],
  ['application keys and bracketed paste', '\x1b[?1h\x1b=\x1b[?2004h\x1b[?1004hx'],
  ['insert mode, no wrapping', 'x\x1b[4h\x1b[?7l'],
  ['line drawing', '\x1b(0lqqk'],
  ['line drawing by shift out', '\x1b)0\x0elqqk'],
])('[T2] makes a viewer’s screen equal to the live one: %s', async (_name, output) => {
  await expectEqualAfter(output)
})

it('[T2] restores the cursor that a program has saved', async () => {
  const live = makeTerminal()
  await write(live, 'one\r\ntwo\x1b7\r\nthree')
  const viewer = makeTerminal()
  await write(viewer, serialized(live))
  await write(viewer, '\x1b8!')
  await write(live, '\x1b8!')
  expect(stateOf(viewer)).toEqual(stateOf(live))
})

it('[T2] goes on equally after the snapshot, whatever was printed before and after', async () => {
  const piece = fc.constantFrom(
    ...[
      'text ',
      'a longer piece of text ',
      '\r\n',
      '\x1b[A',
      '\x1b[3C',
      '\x1b[H',
      '\x1b[2J',
      '\x1b[K',
      '\x1b[32m',
      '\x1b[0m',
    ],
    ...[
      '\x1b[2;5r',
      '\x1b[r',
      '\x1b[?6h',
      '\x1b[?6l',
      '\x1b[?1049h',
      '\x1b[?1049l',
      '\x1b[L',
      '\x1b[M',
      '\x1b[?25l',
      '\x1b[?25h',
    ],
    ...['\t', '\x1b[5 q', '\x1b[?1006h', '\x1b[?1000h', '\x1b[?1000l', '\x1bM', '\n\n\n\n\n\n\n', '港'],
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 25 }), fc.array(piece, { maxLength: 10 }), async (before, after) => {
      const live = makeTerminal()
      await write(live, before.join(''))
      const viewer = makeTerminal()
      await write(viewer, serialized(live))
      expect(stateOf(viewer)).toEqual(stateOf(live))
      await write(live, after.join(''))
      await write(viewer, after.join(''))
      expect(stateOf(viewer)).toEqual(stateOf(live))
    }),
    { numRuns: 300 },
  )
})
