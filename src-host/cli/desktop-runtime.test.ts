import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { obtainRuntime } from './desktop-runtime.ts'

let electron: string
let said: string[]
const say = (sentence: string) => void said.push(sentence)
const install = (script: string) => writeFile(join(electron, 'install.js'), script)

beforeEach(async () => {
  said = []
  electron = await mkdtemp(join(tmpdir(), 'mooring-runtime-'))
  await mkdir(join(electron, 'dist'))
})
afterEach(() => rm(electron, { recursive: true, force: true }))

const INSTALLS = `const fs = require('node:fs')
fs.writeFileSync(__dirname + '/dist/electron', ''); fs.writeFileSync(__dirname + '/path.txt', 'electron')`

it('takes the runtime that is here without a word', async () => {
  await writeFile(join(electron, 'dist', 'electron'), '')
  await writeFile(join(electron, 'path.txt'), 'electron')
  expect(await obtainRuntime(electron, say)).toBe(join(electron, 'dist', 'electron'))
  expect(said).toEqual([])
})

it('downloads it once', async () => {
  await install(INSTALLS)
  expect(await obtainRuntime(electron, say)).toBe(join(electron, 'dist', 'electron'))
  expect(said).toHaveLength(1)
})

it('says in one sentence that it cannot be downloaded', async () => {
  await install('process.exit(1)')
  expect(await obtainRuntime(electron, say)).toBeNull()
  expect(said.at(-1)).toBe(
    'The desktop window’s runtime cannot be downloaded here; Mooring opens in the browser instead.',
  )
})

it('does not keep a person waiting for a slow download', async () => {
  await install(
    `require('node:fs').writeFileSync(__dirname + '/pid', String(process.pid)); setInterval(() => {}, 1000)`,
  )
  const startedAt = performance.now()
  expect(await obtainRuntime(electron, say, 500)).toBeNull()
  expect(performance.now() - startedAt).toBeLessThan(5_000)
  expect(said.at(-1)).toContain('still being downloaded')
  process.kill(Number(await readFile(join(electron, 'pid'), 'utf8')))
})
