// A place for one app to live in: a home of its own, and an environment in which nothing of the person's own is left.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Place = Disposable & { readonly home: string; readonly environment: NodeJS.ProcessEnv }

/** Passed on: what programs need to be found and to be counted as the run's own. */
const INHERITED = ['PATH', 'TMPDIR', 'MOORING_TEST_RUN', 'SystemRoot', 'ComSpec', 'PATHEXT', 'TEMP', 'TMP']

export function createPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'mooring-e2e-'))
  const inherited = INHERITED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))
  return {
    home: join(folder, 'home'),
    // HOME is empty as well, so that no start-up file of a shell changes what the terminal shows.
    environment: {
      ...Object.fromEntries(inherited),
      HOME: folder,
      USERPROFILE: folder,
      SHELL: '/bin/bash',
      LANG: 'C.UTF-8',
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  }
}
