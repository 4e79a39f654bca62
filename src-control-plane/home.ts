// The control plane's folder: private to its user, with the instance's secret made on first use.
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '#contract/failure'

export function prepareHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new Failure('home-not-writable', `The folder ${home} cannot be written. Choose another with --home.`, {
      cause,
    })
  }
}

/** The database that is named, else a file in the home. */
export function databaseUrlOf({ home, databaseUrl }: { home: string; databaseUrl?: string | undefined }): string {
  return databaseUrl ?? `file:${join(home, 'control-plane.db')}`
}

/** The stored secret, else a new one: losing it would sign everybody out and make provider keys unreadable. */
export function instanceSecret(home: string): string {
  const path = join(home, 'control-plane.secret')
  try {
    writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new Failure('home-not-writable', `The folder ${home} cannot be written. Choose another with --home.`, {
        cause,
      })
    }
  }
  return readFileSync(path, 'utf8').trim()
}
