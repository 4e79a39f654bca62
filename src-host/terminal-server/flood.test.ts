// A terminal that floods: what a viewer must work off before it sees what its Ctrl-C did, and what the server keeps.
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { startTerminalServerForTest, until } from './testing.ts'

/** Bytes; what waits for the viewer (40 ms of its work, in whole frames) and the screens that it is shown meanwhile. */
const MAX_BEFORE_PROMPT_BYTES = 1_500_000
/** Bytes: rings and backlogs at their bounds, beside what a terminal server holds in any case. */
const MAX_RESIDENT_BYTES = 350_000_000

it('[T4] shows what Ctrl-C did after no backlog, early and late in a flood, and keeps its memory within its bound', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript(
    'stty -echo; trap : INT; n=0; while :; do n=$((n+1)); printf "READY$n. "; read go; yes; done',
  )
  const viewer = await server.attach(terminal.id)
  const stopped = await server.attach(terminal.id, { role: 'observer' })
  await stopped.waitForFrame('snapshot')
  stopped.stall()
  for (const [round, floodBytes] of [20_000, 300_000, 2_000_000, 8_000_000].entries()) {
    await viewer.waitForScreen(`READY${round + 1}. `)
    const start = viewer.position().offset
    viewer.type('\n')
    await until(() => viewer.position().offset - start > floodBytes, 'the flood')
    const before = viewer.frames.length
    viewer.type('\x03')
    await viewer.waitForScreen(`READY${round + 2}. `)
    const worked = viewer.frames
      .slice(before)
      .reduce((sum, frame) => sum + ('bytes' in frame ? frame.bytes.byteLength : 0), 0)
    expect(worked).toBeLessThan(MAX_BEFORE_PROMPT_BYTES)
  }
  if (process.platform === 'linux') expect(await residentBytes(server.pid)).toBeLessThan(MAX_RESIDENT_BYTES)
}, 60_000)

/** Bytes: what is on the way to a viewer that parses nothing (40 ms of what it is taken for at first), in whole frames. */
const MAX_UNPARSED_BYTES = 600_000
/** Bytes that a screen may be behind, and what a shell prints until it is interrupted; without a brake it would be 64 MiB. */
const MAX_SCREEN_LAG_BYTES = 4_000_000

it('[T4] sends a slow viewer no more than it can be shown at once, and then screens that are hardly older than what is printed', async () => {
  await using server = await startTerminalServerForTest()
  // Fast to print and slow to parse: without a brake the screen would soon be far behind.
  const colored = `yes "$(printf '\\033[31mx\\033[0m\\033[48;2;1;2;3my')" | head -c 8000000`
  const terminal = await server.openScript(
    `stty -echo -opost; trap : INT; ${colored} > "$0.out"; printf READY; read go; while :; do cat "$0.out" || break; done; printf '\\033cDONE'; read end`,
  )
  const viewer = await server.attach(terminal.id, { acknowledges: false })
  await viewer.waitForScreen('READY')
  const screens = () => viewer.frames.flatMap((frame) => (frame.type === 'snapshot' ? [frame.offset] : []))
  viewer.send({ type: 'ack', offset: viewer.position().offset })
  const first = { frames: viewer.frames.length, screens: screens().length }
  viewer.type('\n')
  await until(() => screens().length > first.screens, 'the screen instead of the stream')
  const sent = viewer.frames
    .slice(first.frames)
    .reduce((sum, frame) => sum + (frame.type === 'output' ? frame.bytes.byteLength : 0), 0)
  expect(sent).toBeLessThan(MAX_UNPARSED_BYTES)
  await until(() => {
    viewer.send({ type: 'ack', offset: screens().at(-1) ?? 0 })
    return screens().length > first.screens + 10
  }, 'some screens of the flood')
  const seen = screens().at(-1) ?? 0
  viewer.type('\x03')
  await until(() => {
    viewer.send({ type: 'ack', offset: viewer.position().offset })
    return viewer.lines().join().includes('DONE')
  }, 'what Ctrl-C did')
  expect(viewer.position().offset - seen).toBeLessThan(MAX_SCREEN_LAG_BYTES)
}, 60_000)

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]) * 1_024
}
