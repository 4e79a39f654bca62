// What a person gets wrong at the command line: one clear sentence, the exit code of its kind, and nothing lost.
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { createPlace, type Ended, expect, type ProgramName, startApp, startProgram, test } from '../app/index.ts'

test.use({ opensWindow: false })

const START = ['--browser', '--no-open', '--port', '0']

async function run(name: ProgramName, args: (home: string) => string[], env: Record<string, string> = {}) {
  using place = createPlace()
  return await startProgram(name, args(place.home), { ...place.environment, ...env }).ended
}

function expectOneSentence({ code, stderr, stdout }: Ended, exitCode: number, sentence: RegExp) {
  expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' })
  expect(stderr.trim().split('\n'), stderr).toHaveLength(1)
  expect(stderr).toMatch(sentence)
}

test('names an unknown flag', async () => {
  const ended = await run('start', (home) => [...START, '--home', home, '--bogus'])
  expectOneSentence(ended, 2, /--bogus/)
})

test('names a port that is none', async () => {
  const ended = await run('start', (home) => ['--no-open', '--home', home, '--port', '70000'])
  expectOneSentence(ended, 2, /65535/)
})

test('[L3] takes another port when the one asked for is taken, and says which', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const taken = typeof address === 'object' && address !== null ? address.port : 0
  await using app = await startApp({ args: ['--port', String(taken)] })
  expect(new URL(app.origin).port).not.toBe(String(taken))
  other.close()
})

test('[L6] names a home that cannot be written', async () => {
  using place = createPlace()
  mkdirSync(place.home)
  const file = join(place.home, 'a-file')
  writeFileSync(file, 'kept')
  const ended = await startProgram('start', [...START, '--home', join(file, 'home')], place.environment).ended
  expectOneSentence(ended, 1, /a-file.*cannot be written/)
  expect(readFileSync(file, 'utf8')).toBe('kept')
})

for (const database of ['host.db', join('control-plane', 'control-plane.db')]) {
  test(`[L4] refuses a ${database} of a newer version and leaves it as it is`, async () => {
    await using app = await startApp()
    expect((await app.stop()).code).toBe(0)
    const path = join(app.home, database)
    makeNewer(path)
    const before = readFileSync(path)
    expectOneSentence(await app.run('start', START), 1, /newer/)
    expect(readFileSync(path).equals(before)).toBe(true)
  })
}

/** Both ways of counting versions: SQLite's own number, and Kysely's table of migrations. */
function makeNewer(path: string): void {
  const database = new BetterSqlite(path, { fileMustExist: true })
  database.pragma('user_version = 999')
  const migrations = database.prepare("select name from sqlite_master where name = 'kysely_migration'").get()
  if (migrations) database.exec("insert into kysely_migration values ('9999-from-the-future', '2030-01-01T00:00:00Z')")
  database.close()
}

test('names a control plane that does not answer', async () => {
  const ended = await run(
    'mooring',
    (home) => ['auth', 'check', '--home', home, '--control-plane', 'http://127.0.0.1:9'],
    {
      MOORING_API_KEY: 'moor_live_000000000000000000000000000000000000000000',
    },
  )
  expectOneSentence(ended, 1, /http:\/\/127\.0\.0\.1:9/)
})

test('names a control-plane address that is none', async () => {
  const ended = await run('start', (home) => [...START, '--home', home, '--control-plane', 'not an address'])
  expectOneSentence(ended, 2, /http or https/)
})

test('refuses an invalid key, and does not repeat it', async () => {
  await using app = await startApp()
  const key = 'moor_live_000000000000000000000000000000000000000000'
  const ended = await app.run('mooring', ['auth', 'check'], { MOORING_API_KEY: key })
  expectOneSentence(ended, 3, /key|credential/i)
  expect(ended.stderr).not.toContain(key)
})
