// How soon a typed character is seen: in this process's own PTY, through the whole path, and through it while another terminal floods.
import { spawn as spawnProcess } from 'node:child_process'
import { join } from 'node:path'
import { spawn } from 'node-pty'
import { median } from '../report.ts'
import { end, type Place } from './place.ts'
import { attach } from './viewer.ts'

const RUNS = 7
const KEYS = 200

/** Medians of one run each, in milliseconds. */
export type Echo = { direct: number[]; ours: number[]; flooded: number[] }

const ECHO = 'stty raw -echo; printf READY; exec cat'

export async function measureEcho(place: Place): Promise<Echo> {
  const result: Echo = { direct: [], ours: [], flooded: [] }
  const quiet = await openEcho(place)
  for (let run = 0; run < RUNS; run += 1) {
    result.direct.push(await direct())
    result.ours.push(await medianEcho(quiet))
    await whileFlooding(place, async () => void result.flooded.push(await medianEcho(quiet)))
  }
  quiet.leave()
  return result
}

type Echoing = { type: (key: string) => void; next: () => Promise<number>; leave: () => void }

async function openEcho(place: Place): Promise<Echoing> {
  const id = await place.openScript(ECHO)
  let seen: (at: number) => void = () => {}
  const viewer = await attach(place.address(id), (frame) => {
    if (frame.type === 'output') seen(performance.now())
  })
  await viewer.sees('READY')
  return {
    type: viewer.type,
    next: () =>
      new Promise((resolve) => {
        seen = resolve
      }),
    leave: viewer.leave,
  }
}

async function direct(): Promise<number> {
  const pty = spawn('/bin/sh', ['-c', ECHO], { cols: 80, rows: 24, encoding: null })
  let seen: (at: number) => void = () => {}
  pty.onData(() => seen(performance.now()))
  const next = () =>
    new Promise<number>((resolve) => {
      seen = resolve
    })
  await next()
  const result = await medianEcho({ type: (key) => pty.write(key), next })
  pty.kill()
  return result
}

async function medianEcho({ type, next }: Pick<Echoing, 'type' | 'next'>): Promise<number> {
  const times: number[] = []
  for (let key = 0; key < KEYS; key += 1) {
    const seen = next()
    const start = performance.now()
    type('x')
    times.push((await seen) - start)
    // As a person: the next key comes when the terminal is quiet again.
    await new Promise((resolve) => setTimeout(resolve, 6))
  }
  return median(times)
}

async function whileFlooding(place: Place, work: () => Promise<void>): Promise<void> {
  const id = await place.openScript('exec yes')
  const watcher = spawnProcess(
    process.execPath,
    ['--no-warnings', join(import.meta.dirname, 'watch.ts'), place.address(id)],
    { stdio: 'ignore' },
  )
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  await work()
  await end(watcher)
  await place.terminals.close(id)
}
