// What went wrong and why, and what went through the gateway, for whoever mends it: one JSON line each in a file of the home. Never a
// credential, never content.
import { renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { Failure } from '#contract/failure'

/** Takes an error that nobody expected. */
export type Report = (error: unknown) => void
/** Takes something that happened, as a word and its facts. */
export type Note = (event: string, facts: object) => void

export type Log = { readonly report: Report; readonly note: Note }

/** Bytes after which the log starts anew; one older file is kept. */
const MAX_LOG_BYTES = 5 * 1024 * 1024
/** Lines after which its size is looked at: some hundred KiB. */
const LOOK_EVERY = 500

/** Where a credential could hide in an error that a library made of a request. */
const SECRET_PATHS = ['authorization', 'cookie', '["x-api-key"]', '["x-mooring-token"]', 'secret', 'password', 'token']

/** Throws `home-not-writable`. */
export function openLog(home: string, maxBytes = MAX_LOG_BYTES): Log {
  const path = join(home, 'mooring.log')
  const destination = openFile(path, maxBytes)
  const redact = SECRET_PATHS.flatMap((name) => [`*.${name}`, `*.*.${name}`].map((place) => place.replace('.[', '[')))
  const log = pino({ base: { pid: process.pid }, redact }, destination)
  let lines = 0
  const counted = () => {
    lines += 1
    if (lines % LOOK_EVERY === 0 && rotate(path, maxBytes)) destination.reopen()
  }
  return {
    report(error) {
      log.error({ err: error }, error instanceof Error ? error.message : 'an error that is none')
      counted()
    },
    note(event, facts) {
      log.info(facts, event)
      counted()
    },
  }
}

function openFile(path: string, maxBytes: number) {
  try {
    rotate(path, maxBytes)
    return pino.destination({ dest: path, mode: 0o600, sync: true, mkdir: true })
  } catch (cause) {
    throw new Failure('home-not-writable', `The log ${path} cannot be written. Choose another folder with --home.`, {
      cause,
    })
  }
}

/** True if it begins anew. */
function rotate(path: string, maxBytes: number): boolean {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size <= maxBytes) return false
  renameSync(path, `${path}.old`)
  return true
}
