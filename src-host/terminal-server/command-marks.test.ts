// The places of prompts and commands, as a viewer is told of them: live, on return, and with a screen.
import { expect, it } from 'vitest'
import type { ServerFrame } from '#contract/terminal'
import { startTerminalServerForTest, type TestViewer, until } from './testing.ts'

/** Two commands, one of which fails. A shell that integrates with terminals prints the same. */
const COMMANDS = [
  `printf '\\033]133;A\\007$ \\033]133;B\\007ls\\r\\n\\033]133;C\\007file\\r\\n\\033]133;D;0\\007'`,
  `printf '\\033]633;A\\033\\\\$ \\033]633;B\\033\\\\rm x\\r\\n\\033]633;C\\033\\\\no such file\\r\\n\\033]633;D;1\\033\\\\'`,
].join('; ')

/** Each mark with the offset at which it stands in the stream. */
function marksOf({ frames }: TestViewer) {
  let offset = 0
  const marks: { place: string; exit: number | null; offset: number }[] = []
  for (const frame of frames) {
    if (frame.type === 'output') offset = frame.offset + frame.bytes.byteLength
    if (frame.type === 'mark') marks.push({ place: frame.mark.place, exit: frame.mark.exit, offset })
  }
  return marks
}

const places = (frames: ServerFrame[]) =>
  frames.flatMap((frame) => (frame.type === 'mark' ? `${frame.mark.place} ${frame.mark.exit}` : []))

const EXPECTED = [
  'prompt null',
  'input null',
  'output null',
  'finished 0',
  'prompt null',
  'input null',
  'output null',
  'finished 1',
]

it('[T16] tells where prompts and commands begin and end, each at its place in the stream', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript(`stty -echo -opost; read go; ${COMMANDS}; printf END; read end`)
  const viewer = await server.attach(terminal.id)
  await viewer.waitForFrame('snapshot')
  const start = viewer.position()
  const before = Date.now()
  viewer.type('\n')
  await viewer.waitFor('END')
  expect(places(viewer.frames)).toEqual(EXPECTED)
  const output = viewer.output().toString()
  for (const { place, exit, offset } of marksOf(viewer)) {
    const letter = { prompt: 'A', input: 'B', output: 'C', finished: `D;${exit}` }[place]
    expect(output.slice(0, offset - start.offset)).toMatch(new RegExp(`[16]33;${letter}(\\x07|\\x1b\\\\)$`))
  }
  const [first] = viewer.frames.filter((frame) => frame.type === 'mark')
  expect(first?.mark.at).toBeGreaterThanOrEqual(before)
  // Whoever returns is told those that it missed, and no other.
  const middle = marksOf(viewer)[3]?.offset ?? 0
  const back = await server.attach(terminal.id, { resume: { epoch: start.epoch, offset: middle + 1 } })
  await back.waitFor('END')
  expect(places(back.frames)).toEqual(EXPECTED.slice(4))
})

it('[T16] tells the places that are on a screen, and in its scrollback, with the snapshot', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript(
    `stty -echo; printf 'first\\r\\n'; ${COMMANDS}; i=0; while [ $i -lt 30 ]; do echo line $i; i=$((i+1)); done; ${COMMANDS}; printf END; read end`,
  )
  const live = await server.attach(terminal.id)
  await live.waitForScreen('END')
  const late = await server.attach(terminal.id)
  await until(
    () => late.frames.filter((frame) => frame.type === 'snapshot' && frame.last).length === 2,
    'the scrollback',
  )
  // The screen with the second pair of commands, then everything.
  expect(places(late.frames)).toEqual([...EXPECTED, ...EXPECTED, ...EXPECTED])
  const whole = late.frames.slice(late.frames.findLastIndex((frame) => frame.type === 'snapshot' && frame.first))
  const text = (frames: ServerFrame[]) =>
    Buffer.concat(frames.flatMap((frame) => (frame.type === 'snapshot' ? [frame.bytes] : []))).toString()
  const at = (index: number) => {
    const marks = whole.flatMap((frame, position) => (frame.type === 'mark' ? [position] : []))
    return text(whole.slice(0, marks[index]))
  }
  expect(at(0)).toMatch(/first\r\n$/)
  expect(at(1).endsWith('$ ')).toBe(true)
  expect(at(2)).toMatch(/ls\r\n$/)
  expect(at(3)).toMatch(/file\r\n$/)
  expect(at(6)).toMatch(/rm x\r\n$/)
})
