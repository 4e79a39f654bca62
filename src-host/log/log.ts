// What went wrong and why, for whoever mends it: one JSON line each in a file of the home. Never a credential, never content.
import { renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { Failure } from '#contract/failure'

/** Takes an error that nobody expected. */
export type Report = (error: unknown) => void

/** Bytes after which the log starts anew; one older file is kept. */
const MAX_LOG_BYTES = 5 * 1024 * 1024

/** Where a credential could hide in an error that a library made of a request. */
const SECRET_PATHS = ['authorization', 'cookie', '["x-api-key"]', '["x-mooring-token"]', 'secret', 'password', 'token']

/** Throws `home-not-writable`. */
export function openLog(home: string): Report {
  const path = join(home, 'mooring.log')
  const destination = openFile(path)
  const redact = SECRET_PATHS.flatMap((name) => [`*.${name}`, `*.*.${name}`].map((place) => place.replace('.[', '[')))
  const log = pino({ base: { pid: process.pid }, redact }, destination)
  return (error) => log.error({ err: error }, error instanceof Error ? error.message : 'an error that is none')
}

function openFile(path: string) {
  try {
    rotate(path)
    return pino.destination({ dest: path, mode: 0o600, sync: true, mkdir: true })
  } catch (cause) {
    throw new Failure('home-not-writable', `The log ${path} cannot be written. Choose another folder with --home.`, {
      cause,
    })
  }
}

function rotate(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > MAX_LOG_BYTES) renameSync(path, `${path}.old`)
}
