// A test run leaves no process behind. Whatever it starts inherits a mark in its environment, or works in the run's folder.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

export type Leftover = { readonly pid: number; readonly command: string }

/** Processes (this one aside) that carry `mark` in their environment, arguments or working directory. Linux only. */
export function findLeftovers(mark: string): Leftover[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid && carries(pid, mark))
    .map((pid) => ({
      pid,
      command: read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
        .replaceAll('\0', ' ')
        .trim(),
    }))
}

function carries(pid: number, mark: string): boolean {
  return (
    read(() => readFileSync(`/proc/${pid}/environ`, 'utf8')).includes(mark) ||
    read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).includes(mark) ||
    read(() => readlinkSync(`/proc/${pid}/cwd`)).includes(mark)
  )
}

/** A process may end while it is looked at, or be another user's. */
function read(what: () => string): string {
  try {
    return what()
  } catch {
    return ''
  }
}
