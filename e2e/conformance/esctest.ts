// esctest2: a program that prints sequences and asks the terminal what came of them. Its set of passing tests must be the same.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Emulator } from './emulator.ts'

/** xterm.js answers what asks for colours only where it draws, so what it would find of them directly is not known here. */
const OF_COLORS = /Color/

/** Of the log: `Run test: <name>`, and `Passed.` behind it. */
const PASSED = /Run test: (\S+)\n(?:(?!Run test:)[^\n]*\n)*?[^\n]*Passed\./g

/** `folder` is a checkout of esctest2. */
export async function passingTests(emulator: Emulator, folder: string, logfile: string): Promise<Set<string>> {
  const run = await emulator(
    `cd '${join(folder, 'esctest')}' && exec python3 esctest.py --expected-terminal=xterm --max-vt-level=4 --timeout=1 --no-print-logs --logfile='${logfile}'`,
  )
  await run.ended
  await run.close()
  const log = existsSync(logfile) ? readFileSync(logfile, 'utf8') : ''
  const passed = [...log.matchAll(PASSED)].map(([, name = '']) => name)
  return new Set(passed.filter((name) => !OF_COLORS.test(name)))
}
