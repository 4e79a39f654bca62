// Where the terminal server's own programs lie: beside this file as .ts while developing, beside the bundle as .js when built.
import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PROGRAMS = {
  'terminal-server': { source: 'main.ts', bundle: 'terminal-server.js' },
  'screen-worker': { source: 'screen-worker.ts', bundle: 'screen-worker.js' },
} as const

export function programPath(program: keyof typeof PROGRAMS): string {
  const here = fileURLToPath(import.meta.url)
  const { source, bundle } = PROGRAMS[program]
  if (basename(here).endsWith('.ts')) return join(dirname(here), source)
  const beside = join(dirname(here), bundle)
  // A bundler may have put this code into a folder of shared chunks, one level below the programs.
  return existsSync(beside) ? beside : join(dirname(here), '..', bundle)
}
