import { describe, expect, it, vi } from 'vitest'
import { Failure } from '#contract/failure'
import { HostMessage, MAX_CONTROL_MESSAGE_BYTES } from '#contract/relay'
import { someTerminal } from '../../src-contract/host/testing.ts'
import { reasonOfClose, reasonOfFailure } from './offline-reason.ts'
import { retryDelay } from './retry-delay.ts'
import { reportOf, throttle } from './terminal-report.ts'

describe('the delay before a retry', () => {
  it.each([
    { attempt: 1, random: 0, delay: 250 },
    { attempt: 1, random: 1, delay: 500 },
    { attempt: 4, random: 0.5, delay: 2_125 },
    { attempt: 7, random: 1, delay: 30_000 },
    { attempt: 1_000, random: 1, delay: 30_000 },
  ])('attempt $attempt at $random waits $delay ms', ({ attempt, random, delay }) => {
    expect(retryDelay(attempt, () => random)).toBe(delay)
  })
})

describe('the reason for being offline', () => {
  it.each([
    { code: 'not-signed-in', reason: 'signed-out' },
    { code: 'forbidden', reason: 'revoked' },
    { code: 'not-found', reason: 'revoked' },
    { code: 'unavailable', reason: 'control-plane-unreachable' },
    { code: 'control-plane-unreachable', reason: 'control-plane-unreachable' },
  ] as const)('[R7] a refusal with $code means $reason', ({ code, reason }) => {
    expect(reasonOfFailure(new Failure(code, ''))).toBe(reason)
  })

  it.each([
    { code: 4411, welcomed: true, reason: 'replaced' },
    { code: 4410, welcomed: true, reason: 'revoked' },
    { code: 4401, welcomed: true, reason: 'signed-out' },
    { code: 1006, welcomed: true, reason: 'disconnected' },
    { code: 1001, welcomed: true, reason: 'disconnected' },
    { code: 1006, welcomed: false, reason: 'control-plane-unreachable' },
  ])('[R7] a close with $code (welcomed: $welcomed) means $reason', ({ code, welcomed, reason }) => {
    expect(reasonOfClose(code, welcomed)).toBe(reason)
  })
})

describe('the report of terminals', () => {
  it('stays within the bounds of a message whatever titles and folders hold', () => {
    for (const letter of ['\u0000', '"', 'ж', '漢', '🚀', '\ud800']) {
      const long = letter.repeat(5_000)
      const terminals = Array.from({ length: 300 }, () => ({
        ...someTerminal('t'.repeat(64)),
        title: long,
        shell: long,
        cwd: long,
      }))
      const message = { type: 'terminals', terminals: reportOf(terminals) }
      expect(HostMessage.safeParse(message).error).toBeUndefined()
      expect(Buffer.byteLength(JSON.stringify(message)), letter).toBeLessThan(MAX_CONTROL_MESSAGE_BYTES)
    }
  })

  it('is made at once, then at most once an interval, the last change included', () => {
    vi.useFakeTimers()
    try {
      const call = vi.fn()
      const { ask } = throttle(200, call)
      for (let i = 0; i < 50; i++) ask()
      expect(call).toHaveBeenCalledTimes(1)
      vi.advanceTimersByTime(200)
      expect(call).toHaveBeenCalledTimes(2)
      vi.advanceTimersByTime(1_000)
      expect(call).toHaveBeenCalledTimes(2)
      ask()
      expect(call).toHaveBeenCalledTimes(3)
    } finally {
      vi.useRealTimers()
    }
  })
})
