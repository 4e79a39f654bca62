// Independent checks of the terminal: others' test programs and fixtures, through the whole path and directly on xterm.js. What they
// find must be the same (T15). They are not ours to keep here, so each runs where its folder or program is named or installed:
// MOORING_ESCTEST (a checkout of esctest2), MOORING_ESCAPE_FIXTURES (files *.in), and vttest and ncurses-examples of Debian.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectTerminals, stopTerminalServer } from '#host/terminal'
import { direct, type Emulator, wholePath } from './emulator.ts'
import { passingTests } from './esctest.ts'
import { type Case, fixtureCases, ncursesCases, screensOf, vttestCases } from './screens.ts'

const VTTEST = '/usr/bin/vttest'
const NCURSES_EXAMPLES = '/usr/libexec/ncurses-examples'

const folder = mkdtempSync(join(tmpdir(), 'mooring-conformance-'))
const terminals = await connectTerminals({ home: folder })
const ways = { direct: direct(folder), path: wholePath(folder, terminals) }
const { MOORING_ESCTEST: esctest, MOORING_ESCAPE_FIXTURES: fixtures } = process.env
let differences = 0
try {
  if (esctest) await compareTests(ways, esctest)
  else console.log('esctest2: skipped, MOORING_ESCTEST names no folder.')
  if (fixtures) await compareScreens(ways, 'fixtures', fixtureCases(fixtures))
  else console.log('fixtures: skipped, MOORING_ESCAPE_FIXTURES names no folder.')
  if (existsSync(VTTEST)) await compareScreens(ways, 'vttest', vttestCases(VTTEST))
  else console.log('vttest: skipped, it is not installed.')
  if (existsSync(NCURSES_EXAMPLES)) await compareScreens(ways, 'ncurses', ncursesCases(NCURSES_EXAMPLES))
  else console.log('ncurses: skipped, ncurses-examples is not installed.')
} finally {
  await terminals[Symbol.asyncDispose]()
  await stopTerminalServer({ home: folder })
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
}
process.exitCode = differences === 0 ? 0 : 1

type Ways = { direct: Emulator; path: Emulator }

async function compareTests({ direct, path }: Ways, esctest: string): Promise<void> {
  const expected = await passingTests(direct, esctest, join(folder, 'direct.log'))
  const found = await passingTests(path, esctest, join(folder, 'path.log'))
  const different = [...expected, ...found].filter((name) => !(expected.has(name) && found.has(name)))
  console.log(
    `esctest2: ${found.size} pass through the whole path, ${expected.size} directly, ${different.length} differ.`,
  )
  for (const name of different)
    console.log(`  ${name}: ${expected.has(name) ? 'only directly' : 'only through the path'}`)
  differences += different.length + (expected.size === 0 ? 1 : 0)
}

async function compareScreens({ direct, path }: Ways, what: string, cases: readonly Case[]): Promise<void> {
  let same = 0
  for (const one of cases) {
    const [expected, found] = await Promise.all([screensOf(direct, one), screensOf(path, one)])
    const at = expected.findIndex((screen, index) => screen !== found[index])
    if (at === -1) same += 1
    else console.log(`  ${one.name}, screen ${at}: expected\n${expected[at]}\nfound\n${found[at]}`)
  }
  console.log(`${what}: ${same} of ${cases.length} show the same screens.`)
  differences += cases.length - same
}
