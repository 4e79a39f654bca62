import { expect, it } from 'vitest'
import { startTerminalServerForTest, until } from './testing.ts'

it('[T8] tells the code of an exit after the very last byte', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript('read go; seq 1 20000; printf LAST; exit 7')
  const viewer = await server.attach(terminal.id)
  await viewer.waitForFrame('snapshot')
  viewer.type('\n')
  expect(await viewer.waitForFrame('exit')).toEqual({ type: 'exit', code: 7, signal: null })
  expect(viewer.frames.at(-1)?.type).toBe('exit')
  expect(viewer.output().toString()).toMatch(/20000\r\nLAST$/)
  const [listed] = await server.control({ type: 'list' })
  expect(listed?.state).toMatchObject({ state: 'exited', code: 7, signal: null })
})

it('[T8] keeps the exit back until a viewer that is behind has seen the last byte', async () => {
  await using server = await startTerminalServerForTest()
  // More than a viewer may have unparsed, and less than what is always streamed.
  const terminal = await server.openScript('read go; seq 1 130000; printf LAST; exit 0')
  const viewer = await server.attach(terminal.id, { acknowledges: false })
  await viewer.waitForFrame('snapshot')
  viewer.type('\n')
  await until(async () => (await server.control({ type: 'list' }))[0]?.state.state === 'exited', 'the exit')
  expect(viewer.frames.some(({ type }) => type === 'exit')).toBe(false)
  await until(() => {
    viewer.send({ type: 'ack', offset: viewer.position().offset })
    return viewer.frames.some(({ type }) => type === 'exit')
  }, 'the exit to be told')
  expect(viewer.frames.at(-1)?.type).toBe('exit')
  expect(viewer.output().toString()).toMatch(/130000\r\nLAST$/)
})

it('[T8] tells the signal that ended a shell', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript('kill -KILL $$')
  const viewer = await server.attach(terminal.id)
  expect(await viewer.waitForFrame('exit')).toMatchObject({ signal: 9 })
})

it('[T8] shows the exit and the last screen to whoever comes after it', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript('printf FAREWELL; exit 3')
  await until(async () => (await server.control({ type: 'list' }))[0]?.state.state === 'exited', 'the exit')
  const late = await server.attach(terminal.id)
  expect(await late.waitForFrame('exit')).toMatchObject({ code: 3 })
  await late.waitForScreen('FAREWELL')
})

it('[T8] restarts in place with a new epoch, and viewers stay attached', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript('printf "run of $$."; read go; exit 0')
  const viewer = await server.attach(terminal.id)
  await viewer.waitForScreen('run of')
  const first = { screen: viewer.lines()[0], epoch: viewer.position().epoch }
  viewer.type('\n')
  await viewer.waitForFrame('exit')
  const [restarted] = await server.control({ type: 'restart', id: terminal.id })
  expect(restarted).toMatchObject({ id: terminal.id, state: { state: 'running' } })
  await until(() => viewer.lines()[0] !== first.screen && viewer.lines()[0]?.startsWith('run of'), 'the second run')
  expect(viewer.position().epoch).toBeGreaterThan(first.epoch)
  viewer.type('\n')
  await until(() => viewer.frames.filter(({ type }) => type === 'exit').length === 2, 'the second exit')
})

it('[L6] names the shell that cannot be started, and the folder that is not there', async () => {
  await using server = await startTerminalServerForTest()
  await expect(server.open({ shell: '/no/such/shell' })).rejects.toMatchObject({
    code: 'shell-unavailable',
    message: expect.stringContaining('/no/such/shell'),
  })
  await expect(server.open({ shell: '/tmp' })).rejects.toMatchObject({ code: 'shell-unavailable' })
  await expect(server.open({ cwd: '/no/such/folder' })).rejects.toMatchObject({ code: 'bad-request', field: 'cwd' })
  expect(await server.control({ type: 'list' })).toEqual([])
})
