// `npm test`: installs what is missing, checks, builds, runs every test on real things, cleans up, and says in one line how it went.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runChecks } from './checks.ts'
import { step, succeeds } from './command.ts'
import { findLeftovers } from './leftovers.ts'
import { startPostgres } from './postgres.ts'
import { findPostgres, installWhatIsMissing } from './prerequisites.ts'
import { closingLine, FAILED, NOTHING, PASSED, sum, Tally } from './tally.ts'

/** Whatever is started lives in this folder and carries its name in the environment. */
const folder = mkdtempSync(join(tmpdir(), 'mooring-test-'))
const environment = { TMPDIR: folder, TEMP: folder, TMP: folder, MOORING_TEST_RUN: folder }

// Ctrl-C ends the tool that is running; the rest of the run is left out, what was started is stopped.
let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    interrupted = true
  })

let built = false

installWhatIsMissing()
const tallies: Tally[] = []
for (const [name, work] of Object.entries({
  check: runChecks,
  build,
  vitest: runVitest,
  playwright: runPlaywright,
  leftovers,
})) {
  tallies.push(interrupted ? FAILED : await step(name, work))
}
rmSync(folder, { recursive: true, force: true })

const tally = sum(tallies)
for (const { title, reason } of tally.skips) console.log(`skipped: ${title}: ${reason}`)
console.log(closingLine(tally))
process.exitCode = tally.failed === 0 ? 0 : 1

async function build(): Promise<Tally> {
  built = await succeeds('electron-vite build --logLevel warn', environment)
  return built ? PASSED : FAILED
}

async function runVitest(): Promise<Tally> {
  const program = findPostgres()
  await using postgres = program === undefined ? null : await startPostgres(program)
  const url: Record<string, string> = postgres === null ? {} : { MOORING_TEST_POSTGRES_URL: postgres.url }
  return await tallyOf('vitest run --reporter=default --reporter=./e2e/run/vitest-tally.ts', url)
}

async function runPlaywright(): Promise<Tally> {
  if (!built) return { ...NOTHING, skips: [{ title: 'the journeys', reason: 'the app could not be built' }] }
  return await tallyOf(
    'playwright test --project=journeys --project=electron --reporter=list,./e2e/run/playwright-tally.ts',
  )
}

/** What the tool's reporter counted; a tool that failed without a failed test counts as one failure. */
async function tallyOf(command: string, env: Record<string, string> = {}): Promise<Tally> {
  const file = join(folder, 'tally.json')
  rmSync(file, { force: true })
  const ended = await succeeds(command, { ...environment, ...env, MOORING_TALLY_FILE: file })
  const tally = existsSync(file) ? Tally.parse(JSON.parse(readFileSync(file, 'utf8'))) : NOTHING
  return ended || tally.failed > 0 ? tally : sum([tally, FAILED])
}

async function leftovers(): Promise<Tally> {
  const title = 'no process is left behind'
  if (process.platform !== 'linux')
    return { ...NOTHING, skips: [{ title, reason: 'needs /proc, which only Linux has' }] }
  const found = findLeftovers(folder)
  for (const { pid, command } of found) console.error(`✘ left behind: ${pid} ${command}`)
  for (const { pid } of found) process.kill(pid, 'SIGKILL')
  return found.length === 0 ? PASSED : FAILED
}
