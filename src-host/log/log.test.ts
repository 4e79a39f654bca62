import { readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openLog } from './index.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'mooring-log-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const path = () => join(home, 'mooring.log')
const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

it('writes one line each, for the owner of the home alone, without what could be a credential', () => {
  const log = openLog(home)
  log.note('request', { id: 'req_1', status: 200 })
  log.report(
    Object.assign(new Error('it broke'), { headers: { authorization: 'Bearer sk-secret', 'x-api-key': 'sk-secret' } }),
  )
  expect(linesOf(path())).toMatchObject([
    { level: 30, msg: 'request', id: 'req_1', status: 200 },
    { level: 50, msg: 'it broke' },
  ])
  expect(readFileSync(path(), 'utf8')).not.toContain('sk-secret')
  expect(statSync(path()).mode & 0o777).toBe(0o600)
})

it('begins anew while it runs, keeps one older file and loses no line', () => {
  const log = openLog(home, 10_000)
  for (let i = 0; i < 1_200; i++) log.note('request', { i })
  const kept = [...linesOf(`${path()}.old`), ...linesOf(path())].map(({ i }) => i)
  expect(kept.at(-1)).toBe(1_199)
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, i) => i + 1_200 - kept.length))
  expect(statSync(path()).size).toBeLessThan(60_000)
  expect(statSync(path()).mode & 0o777).toBe(0o600)
})
