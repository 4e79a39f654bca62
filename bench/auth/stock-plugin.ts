// What we are compared with: better-auth's own API keys, installed when first wanted into a cache folder. No dependency of ours.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const STOCK_PLUGIN = '@better-auth/api-key'
/** Its peers ask for an older better-auth than ours; it runs with ours all the same. */
const VERSION = '1.7.5'

/** Inside this project, so that the plugin finds the better-auth that we run. */
const FOLDER = fileURLToPath(new URL('../../.cache/bench-auth', import.meta.url))

export function stockPluginFolder(): string {
  if (!existsSync(join(FOLDER, 'node_modules', STOCK_PLUGIN))) {
    mkdirSync(FOLDER, { recursive: true })
    writeFileSync(join(FOLDER, 'package.json'), JSON.stringify({ private: true }))
    const quiet = ['--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    execFileSync('npm', ['install', '--prefix', FOLDER, ...quiet, `${STOCK_PLUGIN}@${VERSION}`], { stdio: 'ignore' })
  }
  return FOLDER
}
