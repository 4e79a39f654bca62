// What the tests need from the machine: a Chromium and PostgreSQL's server. What is missing is installed where that can be
// done without asking (root on a Debian); elsewhere the tests that need it are skipped and say what is missing.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const CHROMIUM_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
/** Debian keeps the server's programs off the PATH; Homebrew keeps versions side by side. */
const POSTGRES_PLACES = ['/usr/lib/postgresql/*/bin/postgres', '/opt/homebrew/opt/postgresql*/bin/postgres']

export const CHROMIUM_MISSING = 'Chromium is not installed'
export const POSTGRES_MISSING = "PostgreSQL's server is not installed"

export function findChromium(): string | undefined {
  return onPath(CHROMIUM_NAMES) ?? CHROMIUM_PLACES.find((path) => existsSync(path))
}

/** The path of `postgres`; `initdb` lies beside it. */
export function findPostgres(): string | undefined {
  return globSync(POSTGRES_PLACES).sort().at(-1) ?? onPath(['postgres'])
}

export function installWhatIsMissing(): void {
  if (findChromium() === undefined && !(install('chromium') && findChromium())) console.log(`${CHROMIUM_MISSING}.`)
  if (findPostgres() === undefined && !(install('postgresql') && findPostgres())) console.log(`${POSTGRES_MISSING}.`)
}

function onPath(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path))
}

/** True if the system's package manager could be used and has installed it. */
function install(debianPackage: string): boolean {
  if (process.getuid?.() !== 0 || onPath(['apt-get']) === undefined) return false
  console.log(`Installing ${debianPackage} …`)
  // RUNLEVEL=1 keeps the package from starting a service of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  return apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', debianPackage)
}
