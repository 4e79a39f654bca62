import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore, type Store } from './index.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mooring-store-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

function openOrThrow(): Store {
  const result = openStore(home)
  if (result.outcome === 'held') throw new Error('held')
  return result.store
}

it('keeps what it was told', () => {
  {
    using store = openOrThrow()
    store.set('last-port', '4780')
    store.windows.add('hash', 1_000)
  }
  using again = openOrThrow()
  expect(again.get('last-port')).toBe('4780')
  expect(again.windows.has('hash', 999)).toBe(true)
  expect(again.windows.has('hash', 1_000)).toBe(false)
})

it('[L3] is held by one host at a time', () => {
  using first = openOrThrow()
  expect(first.get('last-port')).toBeNull()
  expect(openStore(home)).toEqual({ outcome: 'held' })
})

it('[L4] refuses a store of a newer version and leaves it untouched', () => {
  openOrThrow()[Symbol.dispose]()
  const path = join(home, 'host.db')
  const newer = new BetterSqlite(path)
  newer.pragma('user_version = 99')
  newer.close()
  const before = readFileSync(path)
  expect(() => openStore(home)).toThrow(/written by a newer Mooring \(its version is 99.*nothing was changed/)
  expect(readFileSync(path).equals(before)).toBe(true)
})

it.skipIf(process.getuid?.() === 0)(
  'says which folder cannot be written (skipped as root, who can write anywhere)',
  () => {
    chmodSync(home, 0o500)
    expect(() => openStore(home)).toThrow(`The folder ${home} cannot be written`)
  },
)

it('says that a home which is a file cannot be written', () => {
  expect(() => openStore('/dev/null/home')).toThrow('The folder /dev/null/home cannot be written')
})
