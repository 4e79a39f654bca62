// What becomes of screens when the worker that keeps them fails. A size that is no number makes it fail.
import { expect, it } from 'vitest'
import { DEFAULT_COLORS } from './default-colors.ts'
import { openScreens, type ScreenEvents, type Screens } from './screens.ts'
import { openIncarnationForTest, until } from './testing.ts'

const nothing = () => {}
const silent: ScreenEvents = {
  mayWait: () => false,
  onLost: nothing,
  onParsed: nothing,
  onAnswer: nothing,
  onTitle: nothing,
  onDirectory: nothing,
}

function failWorker(screens: Screens): void {
  const screen = screens.create({ cols: 80, rows: 24 }, DEFAULT_COLORS, { ...silent, onLost: () => screen.dispose() })
  screen.resize({ cols: Number.NaN, rows: 24 })
}

it('[T21] takes up every screen again when the worker has failed, and answers no query twice', async () => {
  const failures: Error[] = []
  await using source = openIncarnationForTest({ onFailure: (error) => failures.push(error) })
  const { incarnation, screens } = source
  const answers: string[] = []
  const asking = screens.create({ cols: 80, rows: 24 }, DEFAULT_COLORS, {
    ...silent,
    onAnswer: (text) => answers.push(text),
    onLost: () => replay(),
  })
  const replay = () => {
    asking.begin(0, { cols: 80, rows: 24 })
    asking.write(Buffer.from('asked \x1b[6n'))
    asking.complete()
  }
  incarnation.recall(Buffer.from('one\r\n\x1b[31mtwo'))
  incarnation.resize({ cols: 60, rows: 20 })
  incarnation.recall(Buffer.from('\x1b[0m three'))
  asking.write(Buffer.from('asked \x1b[6n'))
  await until(() => answers.length === 1, 'the first answer')
  failWorker(screens)
  await until(() => failures.length === 1, 'the worker to fail')
  const snapshot = await incarnation.snapshot('full')
  expect(snapshot).toMatchObject({ cols: 60, rows: 20, offset: incarnation.ring.end })
  expect(Buffer.from(snapshot?.bytes ?? []).toString()).toMatch(/one.*two.*three/s)
  asking.write(Buffer.from('\x1b[3;5H\x1b[6n'))
  await until(() => answers.includes('\x1b[3;5R'), 'the next query to be answered')
  expect(answers).toEqual(['\x1b[1;7R', '\x1b[3;5R'])
  incarnation.recall(Buffer.from(' four'))
  expect(Buffer.from((await incarnation.snapshot('screen'))?.bytes ?? []).toString()).toContain('four')
})

it('[T21] goes on without screens when every worker fails', async () => {
  const failures: Error[] = []
  await using screens = withDispose(openScreens({ onFailure: (error) => failures.push(error) }))
  const screen = screens.create({ cols: 80, rows: 24 }, DEFAULT_COLORS, silent)
  for (let times = 1; times <= 3; times += 1) {
    failWorker(screens)
    await until(() => failures.length === times, 'the worker to fail')
  }
  screen.write(Buffer.from('lost on nobody'))
  expect(screen.backlog).toBe(0)
  expect(await screen.snapshot('screen')).toBeUndefined()
})

it('[T2] shows the screen to one viewer while the scrollback is taken for another', async () => {
  await using source = openIncarnationForTest()
  const { incarnation } = source
  for (let line = 0; line < 5_000; line += 1) incarnation.recall(Buffer.from(`\x1b[3${line % 8}mline ${line}\r\n`))
  await until(() => incarnation.screenBacklog === 0, 'the screen to show it all')
  const order: string[] = []
  const full = incarnation.snapshot('full').then(() => order.push('full'))
  const screen = incarnation.snapshot('screen').then((snapshot) => {
    order.push('screen')
    return Buffer.from(snapshot?.bytes ?? []).toString()
  })
  expect(await screen).toContain('line 4999')
  await full
  expect(order).toEqual(['screen', 'full'])
})

const withDispose = (screens: Screens) => ({ ...screens, [Symbol.asyncDispose]: () => screens.close() })
