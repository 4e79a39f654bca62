// What everybody who looks at a terminal is told, beside its bytes.
import { expect, it } from 'vitest'
import type { ServerFrame } from '#contract/terminal'
import { startTerminalServerForTest, type TestViewer, until } from './testing.ts'

type Of<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>

function lastOf<T extends ServerFrame['type']>(viewer: TestViewer, type: T): Of<T> | undefined {
  const isIt = (frame: ServerFrame): frame is Of<T> => frame.type === type
  return viewer.frames.findLast(isIt)
}

const allTold = (viewers: TestViewer[], expected: ServerFrame) =>
  until(
    () => viewers.every((viewer) => isEqual(lastOf(viewer, expected.type), expected)),
    `everybody to be told ${JSON.stringify(expected)}`,
  )

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

it('[T16] tells title and folder as the program says them, and to whoever comes later', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript(
    `printf '\\033]0;harbour\\007\\033]7;file://elsewhere/srv/a%%20b\\033\\\\READY'; read go; printf "\\033]7;file:///$(head -c 5000 /dev/zero | tr '\\0' x)\\007"; printf '\\033]633;P;Cwd=/srv/x\\\\x3by\\007'; read end`,
  )
  const viewer = await server.attach(terminal.id)
  await allTold([viewer], { type: 'title', title: 'harbour' })
  await allTold([viewer], { type: 'directory', directory: '/srv/a b' })
  const later = await server.attach(terminal.id)
  await allTold([later], { type: 'directory', directory: '/srv/a b' })
  viewer.type('\n')
  await allTold([viewer, later], { type: 'directory', directory: '/srv/x;y' })
  expect(await server.control({ type: 'list' })).toMatchObject([{ title: 'harbour', cwd: '/srv/x;y' }])
})

it('[T17] keeps a name that a person gave, and shows it to all', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.open()
  const viewers = await Promise.all([1, 2].map(() => server.attach(terminal.id)))
  await allTold(viewers, { type: 'name', name: '' })
  expect(await server.control({ type: 'rename', id: terminal.id, name: '  build ⚓ ' })).toMatchObject([
    { name: 'build ⚓', title: 'sh' },
  ])
  await allTold(viewers, { type: 'name', name: 'build ⚓' })
  viewers[0]?.type('printf "\\033]0;vim\\007"; exit\r')
  await until(async () => (await server.control({ type: 'list' }))[0]?.state.state === 'exited', 'the exit')
  expect(await server.control({ type: 'restart', id: terminal.id })).toMatchObject([{ name: 'build ⚓' }])
  await server.control({ type: 'rename', id: terminal.id, name: null })
  await allTold(viewers, { type: 'name', name: '' })
})

it('[T18] lets an observer take control where it may, and tells everybody who has it', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript('stty -echo; printf READY; while read line; do printf "got <$line>"; done')
  const first = await server.attach(terminal.id)
  const second = await server.attach(terminal.id)
  await first.waitForScreen('READY')
  first.send({ type: 'control', take: false })
  await allTold([first], { type: 'role', role: 'observer', mayControl: true })
  first.type('refused\r')
  expect(await first.waitForFrame('error')).toMatchObject({ failure: { code: 'forbidden' } })
  await until(() => rolesTold(second) === 'observer,controller', 'the other to be told')
  first.send({ type: 'control', take: true })
  await until(() => rolesTold(second) === 'controller,controller', 'the other to be told')
  first.type('taken\r')
  await second.waitForScreen('got <taken>')
  expect(second.lines().join()).not.toContain('refused')
})

const rolesTold = (viewer: TestViewer) =>
  lastOf(viewer, 'viewers')
    ?.viewers.map(({ role }) => role)
    .join()

it('[T18] gives no control to whoever was let in as an observer', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript('stty -echo; printf READY; read line; printf "got <$line>"; read end')
  const controller = await server.attach(terminal.id)
  const observer = await server.attach(terminal.id, { role: 'observer' })
  expect(await observer.waitForFrame('role')).toEqual({ type: 'role', role: 'observer', mayControl: false })
  observer.send({ type: 'control', take: true })
  expect(await observer.waitForFrame('error')).toMatchObject({ failure: { code: 'forbidden' } })
  observer.type('intruder\r')
  controller.type('captain\r')
  await observer.waitForScreen('got <captain>')
})

it('[T18] frees the size of a controller that gives control up', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.open()
  const wide = await server.attach(terminal.id, { cols: 120, rows: 40 })
  const small = await server.attach(terminal.id, { cols: 60, rows: 20 })
  await until(() => wide.terminal.cols === 60, 'the smaller size')
  small.send({ type: 'control', take: false })
  await until(() => wide.terminal.cols === 120 && small.terminal.cols === 120, 'the size of who still controls')
})

it('[T19] tells everybody who looks: who has come, who is hidden, who has left, and which one it is itself', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.open()
  const own = await server.attach(terminal.id)
  const caller = { kind: 'remote' as const, userId: 'user_7', organizationId: 'org_1' }
  const guest = await server.attach(terminal.id, { role: 'observer', caller })
  await until(() => lastOf(own, 'viewers')?.viewers.length === 2, 'both to be told')
  expect(lastOf(own, 'viewers')?.viewers).toMatchObject([
    { role: 'controller', visible: true, caller: { kind: 'local' }, you: true },
    { role: 'observer', visible: true, caller, you: false },
  ])
  await until(() => lastOf(guest, 'viewers')?.viewers[1]?.you, 'the guest to know itself')
  guest.send({ type: 'visibility', visible: false })
  await until(() => lastOf(own, 'viewers')?.viewers[1]?.visible === false, 'the guest to be hidden')
  guest.leave()
  await until(() => lastOf(own, 'viewers')?.viewers.length === 1, 'the guest to have left')
})

it('[T19] merges what changes faster than anybody could see', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript(
    'read go; i=0; while [ $i -lt 3000 ]; do printf "\\033]0;title $i\\007"; i=$((i+1)); done; printf END; read end',
  )
  const viewer = await server.attach(terminal.id)
  await viewer.waitForFrame('snapshot')
  for (let times = 0; times < 2_000; times += 1) viewer.send({ type: 'visibility', visible: times % 2 === 1 })
  viewer.type('\n')
  await allTold([viewer], { type: 'title', title: 'title 2999' })
  const told = (type: ServerFrame['type']) => viewer.frames.filter((frame) => frame.type === type).length
  expect(told('title')).toBeLessThan(500)
  expect(told('viewers')).toBeLessThan(500)
})
