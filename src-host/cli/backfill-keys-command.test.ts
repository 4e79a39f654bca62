// The command as an operator runs it: a process of its own, on the database of a control plane that runs.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ControlPlane, startControlPlane } from '#control-plane'

/** Each run of the command loads the whole control plane from its sources. Milliseconds. */
const PATIENCE = { timeout: 90_000 }

type Ended = { code: number; stdout: string; stderr: string }

let home: string
let controlPlane: ControlPlane

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'mooring-backfill-'))
  controlPlane = await startControlPlane({ home, port: 0, signUp: 'closed' }, (error) => void Promise.reject(error))
  await controlPlane.signInLocalOwner({ name: 'Ada', organizationName: 'North\u001b[2J' })
  using file = openFile()
  file.exec(`insert into "apiKey" ("id", "kind", "ownerUserId", "name", "hash", "start", "lastFour", "createdAt")
    select 'key_legacy', 'member', "id", 'old', 'hash', 'moor_live_abcd', 'wxyz', 1 from "user"`)
})
afterAll(async () => {
  await controlPlane[Symbol.asyncDispose]()
  await rm(home, { recursive: true, force: true })
})

function openFile(): BetterSqlite.Database & Disposable {
  const file = new BetterSqlite(join(home, 'control-plane.db'))
  return Object.assign(file, { [Symbol.dispose]: () => void file.close() })
}

function backfill(...flags: string[]): Promise<Ended> {
  const script = join(import.meta.dirname, 'mooring.ts')
  const args = ['--no-warnings', script, 'control-plane', 'backfill-keys', ...flags]
  const env = { PATH: process.env.PATH, MOORING_HOME: join(home, 'none') }
  return new Promise((resolve) =>
    execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    ),
  )
}

it('[K20] wants one of its two flags, and a database that is there', PATIENCE, async () => {
  const [neither, both, nowhere] = await Promise.all([
    backfill('--home', home),
    backfill('--home', home, '--dry-run', '--apply'),
    backfill('--dry-run'),
  ])
  expect(neither).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/--dry-run .* --apply/) })
  expect(both).toMatchObject({ code: 2, stdout: '' })
  expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no database at') })
})

it(
  '[K20] says what it would do, does it beside the running instance, and then has nothing to do',
  PATIENCE,
  async () => {
    const foreseen = await backfill('--home', home, '--dry-run')
    expect(foreseen).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/key_legacy +old +Ada +North.*\n\nWould bind 1, left 0 alone\./s),
    })
    expect(foreseen.stdout).not.toContain('\u001b')
    const done = await backfill('--home', home, '--apply', '--json')
    expect(JSON.parse(done.stdout)).toMatchObject({
      mode: 'apply',
      bound: [{ id: 'key_legacy', boundAs: 'old', ownerName: 'Ada' }],
      ambiguous: [],
      withoutOrganization: [],
    })
    expect((await backfill('--home', home, '--apply')).stdout).toMatch(/nothing to do/)
  },
)
