// What programs are told of colours, and that colours which they have set are the same for whoever comes later.
import { writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import type { TerminalColors } from '#contract/terminal'
import { colorSpec, computedColor, parseColor } from './color-spec.ts'
import { DEFAULT_COLORS } from './default-colors.ts'
import { startTerminalServerForTest, type TestServer, type TestViewer, until } from './testing.ts'

const drawnOn = (background: number): TerminalColors => ({ ...DEFAULT_COLORS, background, named: Array(16).fill(7) })
const LIGHT = drawnOn(0xfcfefe)
const GRUVBOX = drawnOn(0x282828)

/** Each line that is typed asks for the ground and the second named colour, and shows what was answered. */
const ASK = `stty raw -echo; n=0; printf READY
while read go; do n=$((n+1)); printf '\\033]11;?\\007\\033]4;1;?\\007'; printf "\\r\\n$n "; head -c 51 | tr -d '\\033\\134'; done`

async function answerTo(viewer: TestViewer, times: number): Promise<string> {
  viewer.type('\n')
  const line = new RegExp(`^${times} (.{45,})`)
  return until(() => line.exec(viewer.lines().join('\n').split('\n')[times] ?? '')?.[1], `answer ${times}`)
}

async function openAsking(server: TestServer) {
  const { id } = await server.openScript(ASK)
  const attach = async (colors: TerminalColors, role: 'controller' | 'observer' = 'controller') => {
    const viewer = await server.attach(id, { role })
    viewer.send({ type: 'colors', colors })
    await viewer.waitForScreen('READY')
    return viewer
  }
  return { id, attach }
}

it('[T13] tells a program the colours of the controller that acted last', async () => {
  await using server = await startTerminalServerForTest()
  const { attach } = await openAsking(server)
  const light = await attach(LIGHT)
  expect(await answerTo(light, 1)).toBe(']11;rgb:fcfc/fefe/fefe]4;1;rgb:0000/0000/0707')
  const gruvbox = await attach(GRUVBOX)
  expect(await answerTo(gruvbox, 2)).toContain('rgb:2828/2828/2828')
  expect(await answerTo(light, 3)).toContain('rgb:fcfc/fefe/fefe')
  light.send({ type: 'colors', colors: GRUVBOX })
  expect(await answerTo(light, 4)).toContain('rgb:2828/2828/2828')
})

it('[T13] tells a program nothing of what an observer draws in', async () => {
  await using server = await startTerminalServerForTest()
  const { id } = await server.openScript(
    `stty raw -echo; read go; printf ASKING; while [ ! -e "$0.go" ]; do sleep 0.02; done; printf '\\033]11;?\\007'; head -c 25 | tr -d '\\033\\134'; read end`,
  )
  const controller = await server.attach(id)
  controller.send({ type: 'colors', colors: LIGHT })
  controller.type('\n')
  await controller.waitForScreen('ASKING')
  const observer = await server.attach(id, { role: 'observer' })
  observer.send({ type: 'colors', colors: GRUVBOX })
  // What it says next is answered: so that was heard.
  observer.type('x')
  await observer.waitForFrame('error')
  const [listed] = await server.control({ type: 'list' })
  await writeFile(`${listed?.shell}.go`, '')
  await controller.waitForScreen(']11;rgb:fcfc/fefe/fefe')
})

it('[T13] tells the colours that were told last in a terminal whose viewer has not come yet', async () => {
  await using server = await startTerminalServerForTest()
  const first = await openAsking(server)
  await answerTo(await first.attach(LIGHT), 1)
  const { id } = await server.openScript(
    `stty raw -echo; printf '\\033]11;?\\007'; head -c 25 | tr -d '\\033\\134'; read end`,
  )
  await (await server.attach(id)).waitForScreen(']11;rgb:fcfc/fefe/fefe')
})

it('[T2] shows colours that a program has set to whoever comes later, and their reset', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript(
    `stty raw -echo; printf '\\033]4;1;#102030;7;rgb:f/f/f\\007\\033]11;rgb:ffff/0000/8080\\007READY'; read a
     printf '\\033]104\\007\\033]111\\007RESET'; read b`,
  )
  const first = await server.attach(terminal.id)
  await first.waitForScreen('READY')
  const shown = async () =>
    Buffer.from((await (await server.attach(terminal.id)).waitForFrame('snapshot')).bytes).toString()
  expect(await shown()).toContain(
    '\x1b]4;1;rgb:1010/2020/3030\x1b\\\x1b]4;7;rgb:ffff/ffff/ffff\x1b\\\x1b]11;rgb:ffff/0000/8080\x1b\\',
  )
  first.type('\n')
  await first.waitForScreen('RESET')
  const after = await shown()
  expect(after).toContain('\x1b]104\x1b\\')
  expect(after).not.toContain('\x1b]4;')
})

it('[T13] tells a program the colour that it has set', async () => {
  await using server = await startTerminalServerForTest()
  const { id } = await server.openScript(
    `stty raw -echo; printf '\\033]11;#abcdef\\007\\033]11;?\\007'; head -c 25 | tr -d '\\033\\134'; read end`,
  )
  await (await server.attach(id)).waitForScreen(']11;rgb:abab/cdcd/efef')
})

it.each([
  ['rgb:12/34/56', 0x123456],
  ['rgb:f/0/8', 0xff0088],
  ['rgb:fff/000/800', 0xff0080],
  ['rgb:FFFF/0000/8080', 0xff0080],
  ['#abc', 0xa0b0c0],
  ['#102030', 0x102030],
  ['#123456789', 0x124578],
  ['#ffff00008080', 0xff0080],
  ['rgb:12/34', undefined],
  ['rgb:12/3/56', undefined],
  ['rgb:12345/00000/00000', undefined],
  ['#12', undefined],
  ['#gggggg', undefined],
  ['red', undefined],
  ['', undefined],
])('[T13] reads the colour %s', (text, color) => {
  expect(parseColor(text)).toBe(color)
})

it('[T13] says a colour with 16 bits for each part, and computes those that no palette names', () => {
  expect(colorSpec(0x0102ff)).toBe('rgb:0101/0202/ffff')
  expect([16, 21, 196, 231, 232, 255].map(computedColor)).toEqual([
    0x000000, 0x0000ff, 0xff0000, 0xffffff, 0x080808, 0xeeeeee,
  ])
})
