// The figures that need little: the first frame of a reattach, frames for many small writes, bytes lost at exit.
import { spawn } from 'node-pty'
import { compile } from './compiled.ts'
import type { Place } from './place.ts'
import { attach } from './viewer.ts'

const REATTACHES = 30
const BATCH_RUNS = 5
const EXITS = 100
const WRITES_PER_SECOND = 4_000
const BATCH_SECONDS = 2

/** Milliseconds from dialling to the first frame that shows something, of a terminal with a full scrollback. */
export async function measureReattach(place: Place): Promise<number[]> {
  const id = await place.openScript(
    'i=0; while [ $i -lt 6000 ]; do printf "\\033[3$((i%8))mline %s\\033[0m of many that were printed before\\n" $i; i=$((i+1)); done; printf READY; read end',
  )
  const first = await attach(place.address(id))
  await first.sees('READY')
  first.leave()
  const times: number[] = []
  for (let run = 0; run < REATTACHES; run += 1) {
    const start = performance.now()
    let shown: (at: number) => void = () => {}
    const seen = new Promise<number>((resolve) => {
      shown = resolve
    })
    const viewer = await attach(place.address(id), (frame) => {
      if (frame.type === 'snapshot') shown(performance.now())
    })
    times.push((await seen) - start)
    viewer.leave()
  }
  await place.terminals.close(id)
  return times
}

/** Frames for many small writes, as a part of what a PTY gives one by one. */
export async function measureBatching(place: Place): Promise<number[]> {
  const ticker = compile('ticker', place.folder)
  if (ticker === null) throw new Error('There is no C compiler (cc), and so nothing that writes often enough.')
  const ratios: number[] = []
  for (let run = 0; run < BATCH_RUNS; run += 1) {
    const unbatched = await chunksOf(ticker)
    const id = await place.openScript(
      `stty -echo; read go; '${ticker}' ${WRITES_PER_SECOND} ${BATCH_SECONDS}; printf E''ND; read end`,
    )
    let frames = 0
    const viewer = await attach(place.address(id), (frame) => {
      if (frame.type === 'output') frames += 1
    })
    const done = viewer.sees('END')
    viewer.type('\n')
    await done
    viewer.leave()
    await place.terminals.close(id)
    ratios.push(frames / unbatched)
  }
  return ratios
}

function chunksOf(ticker: string): Promise<number> {
  const pty = spawn(ticker, [`${WRITES_PER_SECOND}`, `${BATCH_SECONDS}`], { encoding: null })
  let chunks = 0
  pty.onData(() => {
    chunks += 1
  })
  return new Promise((resolve) => pty.onExit(() => resolve(chunks)))
}

/** Bytes that were printed and did not come before the exit was told, for each of many shells. */
export async function measureExits(place: Place): Promise<number[]> {
  const lost: number[] = []
  for (let run = 0; run < EXITS; run += 1) {
    // From nothing to more than a viewer may have unparsed.
    const bytes = Math.floor((run / EXITS) ** 2 * 1_500_000)
    const id = await place.openScript(`stty -echo; read go; head -c ${bytes} /dev/zero | tr '\\0' x; exit 0`)
    const { promise: ended, resolve: exited } = Promise.withResolvers<void>()
    const { promise: shown, resolve: show } = Promise.withResolvers<void>()
    const viewer = await attach(place.address(id), (frame) => {
      if (frame.type === 'snapshot') show()
      if (frame.type === 'exit') exited()
    })
    await shown
    viewer.type('\n')
    await ended
    // The echo of the key may come before or after `stty`.
    lost.push(Math.max(0, bytes - viewer.counts.bytes))
    viewer.leave()
    await place.terminals.close(id)
  }
  return lost
}
