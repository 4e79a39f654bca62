// What one more idle terminal costs the terminal server, its shell aside. Linux only.
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { dial } from '#host/terminal-server'
import { openPlace } from './place.ts'
import { attach } from './viewer.ts'

const RUNS = 5
const TERMINALS = 50
/** Milliseconds; by then garbage of the opening is gone. */
const SETTLING_MS = 3_000

/** MB (10⁶ bytes) for each of the added. */
export async function measureIdleMemory(): Promise<number[]> {
  const costs: number[] = []
  for (let run = 0; run < RUNS; run += 1) costs.push(await oneRun())
  return costs
}

async function oneRun(): Promise<number> {
  await using place = await openPlace()
  await openIdle(place, 2)
  const dialled = await dial(place.folder, { purpose: 'control' })
  dialled?.connection.socket.destroy()
  const pid = dialled?.hello.pid ?? 0
  await delay(SETTLING_MS)
  const before = residentMegabytes(pid)
  await openIdle(place, TERMINALS)
  await delay(SETTLING_MS)
  return (residentMegabytes(pid) - before) / TERMINALS
}

/** Shells that have shown a prompt to a window that then went away. */
async function openIdle(place: Awaited<ReturnType<typeof openPlace>>, count: number): Promise<void> {
  for (let opened = 0; opened < count; opened += 1) {
    const id = await place.openScript('printf "READY $ "; read end')
    const viewer = await attach(place.address(id))
    await viewer.sees('READY')
    viewer.leave()
  }
}

const residentMegabytes = (pid: number): number =>
  (Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024) / 1e6
