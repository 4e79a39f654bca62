// Independent checks of the terminal: others' test programs and fixtures, through the whole path and directly on xterm.js. What they
// find must be the same (T15). They are not ours to keep here, so each runs where its folder or program is named or installed:
// MOORING_ESCTEST (a checkout of esctest2), MOORING_ESCAPE_FIXTURES (files *.in), and vttest and ncurses-examples of Debian. Where tmux
// is there it is asked for a second opinion on the screens.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectTerminals, stopTerminalServer } from '#host/terminal'
import { direct, type Emulator, wholePath } from './emulator.ts'
import { passingTests } from './esctest.ts'
import { type Case, fixtureCases, ncursesCases, type Screens, screensOf, vttestCases } from './screens.ts'
import { hasSecondEmulator, secondEmulator } from './second-emulator.ts'

const VTTEST = '/usr/bin/vttest'
const NCURSES_EXAMPLES = '/usr/libexec/ncurses-examples'

type Ways = { direct: Emulator; path: Emulator; second: Emulator | null }

const folder = mkdtempSync(join(tmpdir(), 'mooring-conformance-'))
const terminals = await connectTerminals({ home: folder })
const second = hasSecondEmulator() ? secondEmulator(folder) : null
const ways: Ways = { direct: direct(folder), path: wholePath(folder, terminals), second }
if (!second) console.log('tmux is not installed: there is no second opinion.')
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

async function compareTests({ direct, path }: Ways, esctest: string): Promise<void> {
  const [expected, found] = await Promise.all([
    passingTests(direct, esctest, join(folder, 'direct.log')),
    passingTests(path, esctest, join(folder, 'path.log')),
  ])
  const different = [...expected, ...found].filter((name) => !(expected.has(name) && found.has(name)))
  console.log(
    `esctest2: ${found.size} pass through the whole path, ${expected.size} directly, ${different.length} differ.`,
  )
  for (const name of different)
    console.log(`  ${name}: ${expected.has(name) ? 'only directly' : 'only through the path'}`)
  differences += different.length + (expected.size === 0 ? 1 : 0)
}

async function compareScreens({ direct, path, second }: Ways, what: string, cases: readonly Case[]): Promise<void> {
  let same = 0
  const opinions = { asked: 0, same: 0, different: [] as string[] }
  for (const one of cases) {
    const [expected, found, other] = await Promise.all([
      screensOf(direct, one),
      screensOf(path, one),
      second ? screensOf(second, one) : null,
    ])
    if (isSame(one, expected, found)) same += 1
    if (!other) continue
    const different = expected.live.flatMap((screen, at) => (bare(screen) === bare(other.live[at]) ? [] : [at]))
    opinions.asked += expected.live.length
    opinions.same += expected.live.length - different.length
    if (different.length > 0) opinions.different.push(`${one.name} (${different.join(', ')})`)
  }
  console.log(`${what}: ${same} of ${cases.length} show the same screens, then and to newcomers.`)
  if (opinions.asked > 0) console.log(`  tmux shows ${opinions.same} of ${opinions.asked} screens like that.`)
  if (opinions.different.length > 0) console.log(`  Not: ${opinions.different.join(', ')}`)
  differences += cases.length - same
}

/** tmux does not tell a space at the end of a line from none. */
function bare(screen = ''): string {
  return screen.replaceAll(/ +$/gm, '')
}

function isSame({ name }: Case, expected: Screens, found: Screens): boolean {
  const told = (screens: readonly string[], who: string) => {
    const at = expected.live.findIndex((screen, index) => screen !== screens[index])
    if (at !== -1) console.log(`  ${name}, screen ${at}${who}: expected\n${expected.live[at]}\nfound\n${screens[at]}`)
    return at === -1
  }
  return [told(found.live, ''), told(found.newcomers, ' to a newcomer')].every(Boolean)
}
