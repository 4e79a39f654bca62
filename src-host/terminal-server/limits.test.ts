// What a terminal server takes, and what it answers beyond that.
import { expect, it } from 'vitest'
import { MAX_FRAME_BYTES, MAX_TERMINALS, MAX_VIEWERS_PER_TERMINAL } from '#contract/terminal'
import { startTerminalServerForTest, until } from './testing.ts'

it('says so when a home has as many terminals, and a terminal as many viewers, as there may be', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript('read forever')
  const viewers = await Promise.all(Array.from({ length: MAX_VIEWERS_PER_TERMINAL }, () => server.attach(terminal.id)))
  await expect(server.attach(terminal.id)).rejects.toMatchObject({ code: 'limit-reached' })
  viewers[0]?.leave()
  await until(() => server.attach(terminal.id).catch(() => undefined), 'a seat to be free again')
  const rest = Array.from({ length: MAX_TERMINALS - 1 }, () => server.open({ shell: terminal.shell }))
  await Promise.all(rest)
  await expect(server.open()).rejects.toMatchObject({ code: 'limit-reached' })
}, 60_000)

it('[T11] ends the attachment that sends more than 1 MiB in a frame, and nothing else notices', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript('stty -echo; printf READY; read line; printf "got <$line>"; read end')
  const [good, bad] = await Promise.all([server.attach(terminal.id), server.attach(terminal.id)])
  await good.waitForScreen('READY')
  for (let times = 0; times < 3; times += 1) bad.sendRaw(new Uint8Array(MAX_FRAME_BYTES + 1).fill(2))
  expect(await bad.waitForFrame('error')).toMatchObject({ failure: { code: 'too-large' } })
  await until(() => bad.closed(), 'the attachment to end')
  expect(bad.frames.filter(({ type }) => type === 'error')).toHaveLength(1)
  good.type('still here\r')
  await good.waitForScreen('got <still here>')
})

it('[T11] takes a frame of exactly 1 MiB whole', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript(
    `stty raw -echo; printf READY; head -c ${MAX_FRAME_BYTES - 1} | wc -c | tr -d ' \\n'; printf ' bytes'; read end`,
  )
  const viewer = await server.attach(terminal.id)
  await viewer.waitForScreen('READY')
  viewer.sendRaw(new Uint8Array(MAX_FRAME_BYTES).fill(0x61).fill(2, 0, 1))
  await viewer.waitForScreen(`${MAX_FRAME_BYTES - 1} bytes`)
})
