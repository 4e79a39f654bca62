import { describe, expect, it } from 'vitest'
import type { CredentialHealth } from '#contract/gateway'
import { chooseCredential } from './choose-credential.ts'
import {
  afterAnswer,
  afterStart,
  BROKEN_MS,
  FAILURES_TO_BREAK,
  HEALTHY,
  healthAt,
  type Met,
} from './credential-health.ts'

const AT = 1_000_000

describe('how a credential fares', () => {
  const through = (...all: Met[]) => all.reduce((condition, met) => afterAnswer(condition, met, AT), HEALTHY)
  const failures = (count: number) => Array.from({ length: count }, () => ({ met: 'failure' }) as const)
  const success = { met: 'success' } as const
  const limited = (retryAfterMs: number | null) => ({ met: 'rate-limited', retryAfterMs }) as const

  it.each([
    ['nothing', [], 'healthy', 0],
    ['a refusal', [{ met: 'refused' }], 'cooling', 60_000],
    ['a refusal that is over', [{ met: 'refused' }, success], 'healthy', 0],
    ['a limit that says nothing', [limited(null)], 'cooling', 10_000],
    ['a limit of 3 s', [limited(3_000)], 'cooling', 3_000],
    ['a limit of a day', [limited(86_400_000)], 'cooling', 3_600_000],
    ['a limit, and an answer to what was asked before', [limited(3_000), success], 'cooling', 3_000],
    ['some failures', failures(FAILURES_TO_BREAK - 1), 'healthy', 0],
    ['failures in a row', failures(FAILURES_TO_BREAK), 'broken', BROKEN_MS],
    ['failures with an answer between', [...failures(4), success, ...failures(4)], 'healthy', 0],
    ['failures, then an answer', [...failures(FAILURES_TO_BREAK), success], 'healthy', 0],
  ] as [string, Met[], string, number][])('after %s', (_what, all, state, forMs) => {
    const condition = through(...all)
    expect(healthAt(condition, AT).state).toBe(state)
    if (forMs === 0) return
    expect(healthAt(condition, AT)).toMatchObject({ until: AT + forMs })
    expect(healthAt(condition, AT + forMs - 1).state).toBe(state)
    expect(healthAt(condition, AT + forMs)).toEqual({ state: 'healthy' })
  })

  it('lets one request try after it broke, and breaks again at its first failure', () => {
    const later = AT + BROKEN_MS
    const broken = through(...failures(FAILURES_TO_BREAK))
    expect(healthAt(broken, later).state).toBe('healthy')
    const trying = afterStart(broken, later)
    expect(healthAt(trying, later).state).toBe('broken')
    expect(healthAt(afterAnswer(trying, { met: 'failure' }, later), later + 1).state).toBe('broken')
    expect(healthAt(afterAnswer(trying, success, later), later + 1).state).toBe('healthy')
    // The client of the one that tried has left: another may try when the time is over.
    expect(healthAt(trying, later + BROKEN_MS).state).toBe('healthy')
    expect(afterStart(HEALTHY, AT)).toBe(HEALTHY)
  })
})

describe('which key is next', () => {
  const pool = ['a', 'b', 'c'].map((id) => ({ id, hint: id, secret: id }))
  const choose = (turn: number, healths: Record<string, CredentialHealth> = {}, tried: string[] = []) =>
    chooseCredential(pool, (id) => healths[id] ?? { state: 'healthy' }, turn, new Set(tried))
  const cooling = (until: number, because: 'refused' | 'rate-limited'): CredentialHealth => ({
    state: 'cooling',
    until,
    because,
  })
  const used = (id: string) => ({ choice: 'use', credential: { id } })

  it.each([
    [0, {}, [], used('a')],
    [4, {}, [], used('b')],
    [0, { a: cooling(9, 'refused') }, [], used('b')],
    [0, { a: { state: 'broken', until: 9 } }, ['b'], used('c')],
    [2, {}, ['c', 'a'], used('b')],
    [
      0,
      { a: cooling(9, 'refused'), b: cooling(8, 'rate-limited'), c: cooling(7, 'rate-limited') },
      [],
      { choice: 'limited', until: 7 },
    ],
    [
      0,
      { a: cooling(9, 'refused'), b: { state: 'broken', until: 6 }, c: { state: 'broken', until: 5 } },
      [],
      { choice: 'broken', until: 5 },
    ],
    [
      1,
      { a: cooling(9, 'refused'), b: cooling(9, 'refused'), c: cooling(9, 'refused') },
      [],
      { choice: 'refused', hint: 'b' },
    ],
    [0, {}, ['a', 'b', 'c'], { choice: 'refused' }],
  ] as [number, Record<string, CredentialHealth>, string[], object][])(
    'turn %i of %j but %j',
    (turn, healths, tried, choice) => expect(choose(turn, healths, tried)).toMatchObject(choice),
  )

  it('is none that cannot be read', () => {
    const healthy = () => ({ state: 'healthy' }) as const
    const unreadable = pool.map((credential) => ({ ...credential, secret: null }))
    expect(chooseCredential(unreadable, healthy, 0)).toEqual({ choice: 'unreadable' })
    expect(chooseCredential([...unreadable, ...pool.slice(2)], healthy, 0)).toMatchObject(used('c'))
  })
})
