import { describe, expect, it } from 'vitest'
import { endingWords, stateBadge } from './exit-words.ts'
import { keptViews } from './kept-views.ts'
import { retryDelay } from './retry-delay.ts'
import { terminalKeyOf } from './shortcuts.ts'
import { addressOf } from './terminal-source.ts'

describe('how a shell ended', () => {
  it.each([
    { code: 0, signal: null, words: 'The shell has exited (code 0).' },
    { code: 0, signal: 0, words: 'The shell has exited (code 0).' },
    { code: 130, signal: null, words: 'The shell exited with code 130.' },
    { code: 0, signal: 9, words: 'The shell was ended by SIGKILL.' },
    { code: 0, signal: 64, words: 'The shell was ended by signal 64.' },
  ])('[T8] code $code and signal $signal: $words', ({ words, ...ending }) => {
    expect(endingWords({ kind: 'exited', ...ending })).toBe(words)
  })

  it('[T8] fits into a tab', () => {
    expect(stateBadge({ state: 'running' })).toBe('')
    expect(stateBadge({ state: 'exited', code: 3, signal: null, at: 1 })).toBe('exit 3')
    expect(stateBadge({ state: 'exited', code: 0, signal: 15, at: 1 })).toBe('SIGTERM')
    expect(stateBadge({ state: 'lost', at: 1 })).toBe('lost')
  })
})

describe('keys', () => {
  const ctrl = { ctrlKey: true, shiftKey: false, altKey: false, metaKey: false }
  const ctrlShift = { ...ctrl, shiftKey: true }

  it.each([
    { code: 'KeyC', press: ctrl, key: null },
    { code: 'KeyW', press: ctrl, key: null },
    { code: 'KeyT', press: ctrl, key: null },
    { code: 'KeyC', press: ctrlShift, key: 'copy' },
    { code: 'PageDown', press: ctrl, key: 'next' },
    { code: 'PageUp', press: ctrl, key: 'previous' },
    { code: 'PageUp', press: ctrlShift, key: null },
    { code: 'PageDown', press: { ...ctrl, altKey: true }, key: null },
  ])('[U8] $code with $press is ours for $key, else the shell’s', ({ code, press, key }) => {
    expect(terminalKeyOf({ ...press, code })).toBe(key)
  })
})

describe('views', () => {
  const many = Array.from({ length: 15 }, (_, index) => String(index))

  it('[U8] keeps a bounded number of them, the most recent first', () => {
    const kept = many.reduce<string[]>((views, id) => keptViews(views, many, [id]), [])
    expect(kept).toEqual(['14', '13', '12', '11', '10', '9', '8', '7', '6', '5', '4', '3'])
    expect(keptViews(kept, ['4', '9'], ['9'])).toEqual(['9', '4'])
  })

  it('[U8] keeps all that are shown, however many', () => {
    expect(keptViews(['0', '1'], many, many.slice(1))).toEqual(many.slice(1))
  })
})

describe('where a terminal is', () => {
  it('is reached through the window’s own host, and no id can name another path', () => {
    expect(addressOf({ kind: 'local', terminalId: '../trpc' }, 'http://127.0.0.1:4100')).toBe(
      'ws://127.0.0.1:4100/terminals/..%2Ftrpc',
    )
    const remote = { kind: 'remote', terminalId: 't1', hostId: 'h/1', hostName: 'box', organizationId: 'a&b' } as const
    expect(addressOf(remote, 'https://mooring.test')).toBe(
      'wss://mooring.test/hosts/h%2F1/terminals/t1?organization=a%26b',
    )
  })
})

describe('retry', () => {
  it('[R8] waits with full jitter between a floor and a growing, bounded ceiling', () => {
    expect([1, 2, 5, 20].map((attempt) => retryDelay(attempt, () => 0))).toEqual([250, 250, 250, 250])
    expect([1, 2, 5, 20].map((attempt) => retryDelay(attempt, () => 1))).toEqual([500, 1_000, 8_000, 15_000])
  })
})
