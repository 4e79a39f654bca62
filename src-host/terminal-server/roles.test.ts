import { expect, it } from 'vitest'
import { startTerminalServerForTest, until } from './testing.ts'

it('[T6] refuses keystrokes of an observer at the terminal server', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript('stty -echo; printf READY; read line; printf "got <$line>"; read line')
  const controller = await server.attach(terminal.id)
  const observer = await server.attach(terminal.id, { role: 'observer' })
  expect(await observer.waitForFrame('attached')).toMatchObject({ role: 'observer' })
  await observer.waitForScreen('READY')
  observer.type('intruder\r')
  expect(await observer.waitForFrame('error')).toMatchObject({ failure: { code: 'forbidden' } })
  controller.type('captain\r')
  await observer.waitForScreen('got <captain>')
  expect(observer.closed()).toBe(false)
})

it('[T6] refuses an observer’s size', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.open()
  await server.attach(terminal.id, { cols: 100, rows: 30 })
  const observer = await server.attach(terminal.id, { role: 'observer', cols: 40, rows: 10 })
  observer.send({ type: 'resize', cols: 20, rows: 5 })
  expect(await observer.waitForFrame('error')).toMatchObject({ failure: { code: 'forbidden' } })
  const [listed] = await server.control({ type: 'list' })
  expect(listed).toMatchObject({ cols: 100, rows: 30 })
})

it('[T7] gives the terminal the smallest visible controller’s size, and every viewer the right screen', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript('trap "stty size" WINCH; stty size; while :; do sleep 0.05; done', {
    cols: 90,
    rows: 30,
  })
  const wide = await server.attach(terminal.id, { cols: 120, rows: 40 })
  await wide.waitForScreen('40 120')
  const small = await server.attach(terminal.id, { cols: 60, rows: 50 })
  await wide.waitForScreen('40 60')
  await small.waitForScreen('40 60')
  await until(() => wide.terminal.cols === 60 && small.terminal.cols === 60, 'both screens to follow')
  small.send({ type: 'visibility', visible: false })
  await until(() => wide.lines().filter((line) => line === '40 120').length === 2, 'a hidden viewer to free the size')
  small.send({ type: 'visibility', visible: true })
  await until(() => wide.lines().filter((line) => line === '40 60').length === 2, 'a shown viewer to count again')
  small.leave()
  await until(() => wide.lines().filter((line) => line === '40 120').length === 3, 'a leaving viewer to free the size')
  expect(wide.terminal.cols).toBe(120)
})
