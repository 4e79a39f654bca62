// The two small C programs beside this file, compiled when first needed. Null where there is no compiler.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

export function compile(name: 'reader' | 'ticker', folder: string): string | null {
  const program = join(folder, name)
  const source = join(import.meta.dirname, `${name}.c`)
  const { status } = spawnSync('cc', ['-O2', '-o', program, source, '-lutil'], { stdio: 'ignore' })
  return status === 0 ? program : null
}
