import { expect, it } from 'vitest'
import { BATCH_MS } from './output-pacer.ts'
import { startTerminalServerForTest } from './testing.ts'

/** Sent outside of the batches: the first, and what comes when a timer is early by the part of a millisecond that it cannot say. */
const OUTSIDE = 20

it('sends what is written in many small pieces in batches, however soon the screen shows it', async () => {
  await using server = await startTerminalServerForTest()
  const terminal = await server.openScript(
    'stty -echo; printf READY; read go; i=0; while [ $i -lt 800 ]; do printf x; /bin/true; i=$((i+1)); done; printf END; read end',
  )
  const viewer = await server.attach(terminal.id)
  await viewer.waitForScreen('READY')
  const before = viewer.frames.length
  const start = performance.now()
  viewer.type('\n')
  await viewer.waitFor('END')
  const batches = (performance.now() - start) / (BATCH_MS - 1)
  const frames = viewer.frames.slice(before).filter(({ type }) => type === 'output')
  expect(frames.length).toBeLessThan(batches + OUTSIDE)
})
