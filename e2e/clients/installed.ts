// Other people's programs, as they are published: installed when a test or a benchmark first wants one, into a cache folder of the
// person's, each version in a folder of its own. None of them is a dependency.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export type Package = {
  readonly name: string
  readonly version: string
  /** Of its dependencies, those that must not be the newest that it would take. */
  readonly overrides?: Readonly<Record<string, string>>
}

export type Installed =
  | { readonly outcome: 'installed'; readonly folder: string }
  /** No network, no room, no binary for this machine. */
  | { readonly outcome: 'unavailable'; readonly reason: string }

/** The person's own, also where a test was given another. */
const HOME = userInfo().homedir
const CACHE = join(HOME, '.cache', 'mooring', 'clients')

/** Some bring a binary of hundreds of megabytes. Milliseconds. */
export const INSTALL_TIMEOUT_MS = 180_000

const QUIET = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error']

/** `folder` is the package's own. Two who want the same at once both install it, and one of the two is kept. */
export async function installed({ name, version, overrides = {} }: Package): Promise<Installed> {
  const parts = [[name, version], ...Object.entries(overrides)].flat()
  const home = join(CACHE, parts.map((part) => part.replace(/^@/, '').replace('/', '-')).join('-'))
  const folder = join(home, 'node_modules', name)
  if (existsSync(folder)) return { outcome: 'installed', folder }
  try {
    await mkdir(CACHE, { recursive: true })
    const draft = await mkdtemp(join(CACHE, 'draft-'))
    await writeFile(join(draft, 'package.json'), JSON.stringify({ private: true, overrides }))
    await promisify(execFile)('npm', ['install', '--prefix', draft, ...QUIET, `${name}@${version}`], {
      timeout: INSTALL_TIMEOUT_MS,
      // Where npm's own settings are.
      env: { ...process.env, HOME, USERPROFILE: HOME },
    })
    await rename(draft, home).catch(() => rm(draft, { recursive: true, force: true }))
    return { outcome: 'installed', folder }
  } catch (error) {
    return { outcome: 'unavailable', reason: `${name} ${version} could not be installed: ${lastLine(error)}` }
  }
}

function lastLine(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
  return text.trim().split('\n').at(-1) ?? ''
}
