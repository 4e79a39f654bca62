import { describe, expect, it } from 'vitest'
import { closingOf, passedOn } from './close.ts'

describe('close codes', () => {
  it.each([
    { code: 4404, reason: 'gone', told: { code: 4404, reason: 'gone' } },
    { code: 1001, reason: '', told: { code: 1001, reason: '' } },
    { code: 1009, reason: '', told: { code: 1009, reason: '' } },
    { code: 1005, reason: '', told: { code: 1000, reason: '' } },
    { code: 1006, reason: '', told: { code: 4503, reason: 'The connection to the other side was lost.' } },
  ])('passes $code on as $told.code', ({ code, reason, told }) => {
    expect(passedOn(code, reason)).toEqual(told)
  })

  it('cuts a reason to what a close frame holds, at a whole character', () => {
    const { code, reason } = closingOf({ code: 'not-found', message: 'ж'.repeat(100) })
    expect(code).toBe(4404)
    expect(reason).toBe('ж'.repeat(61))
  })
})
