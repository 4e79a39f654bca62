// How far a shell may run ahead of its screen, and when it goes on.
import { expect, it } from 'vitest'
import { openIncarnationForTest, until } from './testing.ts'

const FLOOD = { shell: '/bin/sh', args: ['-c', 'exec yes'], cwd: '/', environment: { PATH: '/usr/bin:/bin' } }
/** What the screen is behind, and what it is still when the shell goes on: a worker takes seconds for it. */
const BURST_BYTES = 40_000_000
const STILL_BEHIND_BYTES = 20_000_000

it('[T4] lets a shell go on at once when nobody waits for its screen any more, however far that is behind', async () => {
  let isWatched = true
  await using source = openIncarnationForTest({ isWatched: () => isWatched })
  const { incarnation } = source
  const chunk = Buffer.alloc(50_000, 'burst ')
  for (let written = 0; written < BURST_BYTES; written += chunk.byteLength) incarnation.recall(chunk)
  await incarnation.start({ ...FLOOD, cols: 80, rows: 24 })
  await until(() => incarnation.ring.end > BURST_BYTES, 'the first bytes, which the brake follows')
  const { end } = incarnation.ring
  isWatched = false
  await until(() => incarnation.ring.end > end, 'the shell to go on')
  expect(incarnation.screenBacklog).toBeGreaterThan(STILL_BEHIND_BYTES)
  await incarnation.dispose()
})
