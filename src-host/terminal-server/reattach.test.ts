import { expect, it } from 'vitest'
import { startTerminalServerForTest, until } from './testing.ts'

it('[T2] gives a viewer that resumes exactly the bytes that it missed', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript(
    'stty -opost; read a; seq 1 30000; printf HALF; read b; seq 1 30000; printf END; read c',
  )
  const witness = await server.attach(terminal.id)
  const first = await server.attach(terminal.id)
  await first.waitForFrame('snapshot')
  await witness.waitForFrame('snapshot')
  witness.type('\n')
  await first.waitFor('HALF')
  first.leave()
  const seen = first.output()
  witness.type('\n')
  await witness.waitFor('END')
  const second = await server.attach(terminal.id, { resume: first.position() })
  await second.waitFor('END')
  expect(second.frames.some(({ type }) => type === 'snapshot')).toBe(false)
  expect(second.frames[0]).toMatchObject({ type: 'attached', ...first.position() })
  expect(Buffer.concat([seen, second.output()]).equals(witness.output())).toBe(true)
})

it('[T2] gives a snapshot to a viewer whose place has left the ring, or that knows another epoch', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript(
    'read a; seq 1 900000; printf "\\033[?1049h\\033[2;5r\\033[?2004h\\033[4;9HEND"; read b',
  )
  const witness = await server.attach(terminal.id)
  await witness.waitForFrame('snapshot')
  const early = witness.position()
  witness.type('\n')
  await witness.waitForScreen('END')
  for (const resume of [early, { ...witness.position(), epoch: 1 }]) {
    const late = await server.attach(terminal.id, { resume })
    await late.waitForScreen('END')
    expect(late.lines()).toEqual(witness.lines())
    expect(late.terminal.buffer.active.type).toBe('alternate')
    expect(late.terminal.modes).toEqual(witness.terminal.modes)
    const { cursorX, cursorY } = witness.terminal.buffer.active
    expect(late.terminal.buffer.active).toMatchObject({ cursorX, cursorY })
  }
})

it('[T2] paints the screen first and the scrollback after it', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript('seq 1 2000; printf END; read b')
  await (await server.attach(terminal.id)).waitForScreen('END')
  const viewer = await server.attach(terminal.id)
  const first = await viewer.waitForFrame('snapshot')
  expect(first).toMatchObject({ first: true, last: true })
  expect(first.bytes.byteLength).toBeLessThan(1_000)
  await until(() => viewer.terminal.buffer.active.length > 2_000, 'the scrollback')
  await viewer.settled()
  expect(viewer.terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('1')
  expect(viewer.lines()).toContain('END')
})

it('[T2] never cuts a sequence or a character between a snapshot and what follows it', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript(
    'stty -echo; printf "one\\033[3"; read a; printf "1mred \\342\\232"; read b; printf "\\223 anchor"; read c',
  )
  const witness = await server.attach(terminal.id)
  await witness.waitForScreen('one')
  const early = await server.attach(terminal.id)
  await early.waitForScreen('one')
  witness.type('\n')
  await early.waitForScreen('red')
  const late = await server.attach(terminal.id)
  await late.waitForScreen('red')
  witness.type('\n')
  for (const viewer of [witness, early, late]) {
    await viewer.waitForScreen('onered ⚓ anchor')
    expect(viewer.terminal.buffer.active.getLine(0)?.getCell(3)?.getFgColor()).toBe(1)
  }
})

it('[T5] neither waits for a viewer that stops reading nor lets it slow another, and shows it the right screen when it returns', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript('read a; seq 1 1000000; printf END; read b')
  const busy = await server.attach(terminal.id)
  const stopped = await server.attach(terminal.id)
  await busy.waitForFrame('snapshot')
  await stopped.waitForFrame('snapshot')
  stopped.stall()
  busy.type('\n')
  await busy.waitForScreen('END')
  const before = stopped.frames.length
  stopped.goOn()
  await stopped.waitForScreen('END')
  await until(() => stopped.terminal.buffer.active.length > 4_000, 'the scrollback of the one that returned')
  await stopped.settled()
  expect(stopped.lines()).toEqual(busy.lines())
  // What it was sent is its window and some screens, not a backlog.
  const sent = stopped.frames
    .slice(before)
    .reduce((sum, frame) => sum + ('bytes' in frame ? frame.bytes.byteLength : 0), 0)
  expect(sent).toBeLessThan(6_000_000)
}, 30_000)

it('[T13] answers a program’s query exactly once, with no viewer, with one and with five, and never by a replay', async () => {
  await using server = await startTerminalServerForTest()
  // Asks, reads as many bytes as the three answers have, and then whatever comes within a second more.
  const ask =
    'stty raw -echo; printf "\\033[6n\\033[c\\033]11;?\\007"; head -c 38 > "$0.1"; stty min 0 time 10; cat > "$0.2"; stty sane;' +
    'answer=$(cat "$0.1" "$0.2" | od -An -c | tr -d " \\n")'
  for (const viewers of [0, 1, 5]) {
    const terminal = await server.openScript(
      `stty -echo; printf 'READY\\r'; [ ${viewers} = 0 ] || read go; ${ask}; echo; echo "answer $answer."; read end`,
    )
    const watching = await Promise.all(Array.from({ length: viewers }, () => server.attach(terminal.id)))
    for (const viewer of watching) await viewer.waitForScreen('READY')
    watching[0]?.type('\n')
    const reader = await server.attach(terminal.id)
    await reader.waitForScreen('answer')
    await reader.waitForScreen('.')
    const answer = reader.lines().join('')
    expect(answer.match(/033\[1;1R/g)).toHaveLength(1)
    expect(answer.match(/033\[\?1;2c/g)).toHaveLength(1)
    expect(answer.match(/033\]11;rgb:/g)).toHaveLength(1)
  }
}, 30_000)
