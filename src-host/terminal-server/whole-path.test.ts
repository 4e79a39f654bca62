// What a viewer shows at the end of the whole path, against xterm.js that was given the same bytes without any path.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import headless from '@xterm/headless'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { startTerminalServerForTest, type TestServer, until } from './testing.ts'

/** What programs print: text in several scripts, and sequences of every kind that changes a screen. */
const piece = fc.oneof(
  fc.constantFrom('text ', 'a longer piece of text that wraps ', 'é', '港湾', '👩‍👩‍👧', '\r\n', '\n', '\r', '\t', '\b'),
  fc
    .tuple(fc.constantFrom(...'ABCDEFGHIJKLMPSTXZ@`abdefr'), fc.nat({ max: 30 }), fc.nat({ max: 90 }))
    .map(([final, a, b]) => `\x1b[${a};${b}${final}`),
  fc.nat({ max: 107 }).map((code) => `\x1b[${code}m`),
  fc
    .tuple(
      fc.constantFrom(1, 6, 7, 25, 45, 47, 66, 1000, 1002, 1006, 1047, 1048, 1049, 2004),
      fc.constantFrom('h', 'l'),
    )
    .map(([mode, set]) => `\x1b[?${mode}${set}`),
  fc.constantFrom(
    '\x1b[4h',
    '\x1b[4l',
    '\x1b7',
    '\x1b8',
    '\x1bM',
    '\x1bD',
    '\x1bE',
    '\x1bH',
    '\x1b[3g',
    '\x1b(0',
    '\x1b(B',
  ),
  fc.constantFrom('\x1b[38;5;99m', '\x1b[48;2;1;2;3m', '\x1b[4:3m', '\x1b]8;;https://example.org\x07', '\x1b]8;;\x07'),
  fc.constantFrom(
    '\x1b]0;title\x07',
    '\x1b]133;A\x07',
    '\x1bP$qm\x1b\\',
    '\x1b_apc\x1b\\',
    '\x1b[5n',
    '\x1b[c',
    '\x1b[?6n',
  ),
)

async function throughPath(server: TestServer, output: string): Promise<string[]> {
  const path = join(server.home, `output-${Math.random()}`)
  await writeFile(path, output)
  const terminal = await server.openScript(
    `stty raw -echo; printf READY; read go; printf '\\033c'; cat '${path}'; printf '\\030\\033]0;END\\007'; read end`,
  )
  const viewer = await server.attach(terminal.id)
  await viewer.waitForScreen('READY')
  viewer.type('\n')
  await viewer.waitFor('\x1b]0;END\x07')
  await viewer.settled()
  const screens = [viewer.terminal]
  // Whoever comes later is shown the same.
  const late = await server.attach(terminal.id)
  // A mark stands between two frames of one snapshot.
  await until(() => late.frames.some((frame) => frame.type === 'snapshot' && frame.last), 'the whole screen')
  await late.settled()
  screens.push(late.terminal)
  viewer.leave()
  late.leave()
  await server.control({ type: 'close', id: terminal.id })
  return screens.map(picture)
}

async function directly(output: string): Promise<string> {
  const terminal = new headless.Terminal({
    cols: 80,
    rows: 24,
    scrollback: 5_000,
    allowProposedApi: true,
    logLevel: 'off',
  })
  await new Promise<void>((resolve) => terminal.write(Buffer.from(`${output}\x18\x1b]0;END\x07`), resolve))
  return picture(terminal)
}

function picture({ buffer: { active }, rows, modes }: InstanceType<typeof headless.Terminal>): string {
  const lines = Array.from({ length: rows }, (_, row) => active.getLine(active.baseY + row)?.translateToString(true))
  return JSON.stringify({ lines, cursor: [active.cursorX, active.cursorY], type: active.type, modes })
}

it('[T15] shows at the end of the whole path what xterm.js shows directly', async () => {
  await using server = await startTerminalServerForTest()
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 20, maxLength: 300 }), async (pieces) => {
      const output = pieces.join('')
      const [live, late] = await throughPath(server, output)
      const expected = await directly(output)
      expect(live).toBe(expected)
      expect(late).toBe(expected)
    }),
    { numRuns: 25, endOnFailure: true },
  )
}, 60_000)
