// The resident memory of an app: the processes that name its home, and their descendants; npm and its shell aside. Linux only.
import { readdirSync, readFileSync } from 'node:fs'

type Process = { readonly pid: number; readonly parent: number; readonly command: string; readonly residentKiB: number }

const LAUNCHERS = /^(?:npm |sh\0)/

/** In MB (10⁶ bytes), summed; pages that processes share count in each. */
export function residentMegabytes(home: string): number {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProcess)
  const isOwn = ({ command }: Process) => command.includes(home) && !LAUNCHERS.test(command)
  const own = new Set(all.filter(isOwn).map(({ pid }) => pid))
  // Parents have lower numbers than their children unless numbers wrapped around; passes until nothing is added settle both.
  for (let before = -1; before !== own.size; ) {
    before = own.size
    for (const { pid, parent } of all) if (own.has(parent)) own.add(pid)
  }
  return (
    (all.filter(({ pid }) => own.has(pid)).reduce((total, { residentKiB }) => total + residentKiB, 0) * 1_024) / 1e6
  )
}

/** Empty for one that has ended meanwhile. */
function readProcess(pid: string): Process[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return [{ pid: Number(pid), parent: field('PPid'), command, residentKiB: field('VmRSS') }]
  } catch {
    return []
  }
}
