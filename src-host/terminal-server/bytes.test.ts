import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fileOf, startTerminalServerForTest } from './testing.ts'

/** Every byte value, split characters and invalid ones, then noise. */
const awkward = Buffer.concat([
  Buffer.from(Array.from({ length: 256 }, (_, value) => value)),
  Buffer.from('häfen ⚓ 港 👩‍👩‍👧'),
  Buffer.from([0xe2, 0x9a, 0xff, 0xc3, 0x28, 0xf0, 0x9f]),
  randomBytes(20_000),
])

it('[T1] brings what is typed to the shell byte for byte', async () => {
  await using server = await startTerminalServerForTest()
  const received = join(server.home, 'received')
  const terminal = await server.openScript(`stty raw -echo; printf READY; head -c ${awkward.length} > '${received}'`)
  const viewer = await server.attach(terminal.id)
  await viewer.waitForScreen('READY')
  // In pieces that split characters, each its own frame.
  for (let at = 0; at < awkward.length; at += 997) viewer.type(awkward.subarray(at, at + 997))
  expect((await fileOf(received, awkward.length)).equals(awkward)).toBe(true)
})

it('[T1] brings what the shell prints to the viewer byte for byte', async () => {
  await using server = await startTerminalServerForTest()
  const printed = join(server.home, 'printed')
  await writeFile(printed, awkward)
  const terminal = await server.openScript(`stty raw -echo; read go; cat '${printed}'; printf END`)
  const viewer = await server.attach(terminal.id)
  await viewer.waitForFrame('snapshot')
  viewer.type('\n')
  await viewer.waitFor('END')
  expect(viewer.output().equals(Buffer.concat([awkward, Buffer.from('END')]))).toBe(true)
})

it('echoes what is typed into a login shell', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.open()
  const viewer = await server.attach(terminal.id)
  viewer.type('echo an"chor"ed\r')
  await viewer.waitForScreen('anchored')
})
