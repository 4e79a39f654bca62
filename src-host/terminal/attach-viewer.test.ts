import { expect, it } from 'vitest'
import { MAX_FRAME_BYTES } from '#contract/terminal'
import { temporaryHome, until } from '../terminal-server/testing.ts'
import { connectTerminals } from './index.ts'
import { openWindowForTest } from './testing.ts'

const local = { role: 'controller', caller: { kind: 'local' } } as const
const open = { type: 'open', cols: 80, rows: 24, visible: true } as const
const shell = { cols: 80, rows: 24, shell: '/bin/sh' }

it('[T1] splices a window with a shell, and the list tells what happens to it', async () => {
  await using place = await temporaryHome()
  await using terminals = await connectTerminals(place)
  await using window = await openWindowForTest(terminals)
  const lists: string[] = []
  terminals.onChange((list) => lists.push(list.map(({ title, state }) => `${title} ${state.state}`).join()))
  const terminal = await terminals.open(shell)
  const viewer = await window.attach({ terminalId: terminal.id, ...local })
  viewer.send({ ...open, cols: 100 })
  viewer.type('printf "\\033]0;harbour\\007"; echo an"chor"ed\r')
  await viewer.waitFor('anchored')
  await until(() => lists.includes('harbour running'), 'the title in the list')
  expect(await terminals.list()).toMatchObject([{ id: terminal.id, cols: 100, title: 'harbour' }])
  viewer.type('exit 4\r')
  await until(() => lists.includes('harbour exited'), 'the exit in the list')
  expect(viewer.frames.at(-1)).toEqual({ type: 'exit', code: 4, signal: null })
})

it('passes a flood through the splice whole and in order', async () => {
  await using place = await temporaryHome()
  await using terminals = await connectTerminals(place)
  await using window = await openWindowForTest(terminals)
  const terminal = await terminals.open(shell)
  const viewer = await window.attach({ terminalId: terminal.id, ...local })
  viewer.send(open)
  viewer.type('stty -echo -opost; seq 1 400000; echo E"N"D\r')
  await viewer.waitFor('END')
  const numbers = Array.from({ length: 400_000 }, (_, index) => index + 1).join('\n')
  expect(viewer.output().includes(numbers)).toBe(true)
}, 30_000)

it.each([
  ['an unknown kind', new Uint8Array([0x7f, 1]), 4400],
  ['a cut frame', new Uint8Array([0x03, 0]), 4400],
  ['text', 'hello', 4400],
  ['more than 1 MiB', new Uint8Array(MAX_FRAME_BYTES + 1).fill(2), 4413],
  ['another protocol version', new Uint8Array([1, 99, 0, 80, 0, 24, 1]), 4409],
  ['input before open', new Uint8Array([2, 65]), 4400],
])(
  '[T11] closes the attachment that sends %s with its code, and nothing else notices',
  async (_name, message, code) => {
    await using place = await temporaryHome()
    await using terminals = await connectTerminals(place)
    await using window = await openWindowForTest(terminals)
    const terminal = await terminals.open(shell)
    const good = await window.attach({ terminalId: terminal.id, ...local })
    const bad = await window.attach({ terminalId: terminal.id, ...local })
    good.send(open)
    bad.sendRaw(message)
    expect(await bad.closed).toMatchObject({ code })
    expect(bad.frames.at(-1)).toMatchObject({ type: 'error' })
    good.type('echo still he"re"\r')
    await good.waitFor('still here')
  },
)

it('[T11] closes an attachment to a terminal that is not there, and one whose terminal was closed', async () => {
  await using place = await temporaryHome()
  await using terminals = await connectTerminals(place)
  await using window = await openWindowForTest(terminals)
  const nowhere = await window.attach({ terminalId: 'term_0000000000000000', ...local })
  expect(await nowhere.closed).toMatchObject({ code: 4404 })
  const terminal = await terminals.open(shell)
  const viewer = await window.attach({ terminalId: terminal.id, ...local })
  viewer.send(open)
  await until(() => viewer.frames.length > 0, 'the attachment')
  await terminals.close(terminal.id)
  expect(await viewer.closed).toMatchObject({ code: 4404, reason: 'This terminal was closed.' })
  expect(await terminals.list()).toEqual([])
})
