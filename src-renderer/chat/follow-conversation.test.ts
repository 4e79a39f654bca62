import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChatEvent } from '#contract/chat'
import { type Followed, followConversation, type Subscribe } from './follow-conversation.ts'

/** A log that can be followed from any cursor, as the host's subscription can. */
function scriptedLog() {
  const cursors: number[] = []
  let listener: Parameters<Subscribe>[1] | null = null
  const subscribe: Subscribe = (cursor, next) => {
    cursors.push(cursor)
    listener = next
    return () => {
      if (listener === next) listener = null
    }
  }
  const started: ChatEvent = { sequence: 1, at: 1, turnId: 't', type: 'turn-started', text: 'q', model: null }
  const delta = (sequence: number): ChatEvent => ({
    sequence,
    at: 1,
    turnId: 't',
    type: 'text-delta',
    text: `${sequence}`,
  })
  return {
    cursors,
    subscribe,
    emit: (...sequences: number[]) => sequences.forEach((n) => void listener?.onEvent(n === 1 ? started : delta(n))),
    current: () => listener,
  }
}

describe('following a conversation', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('shows the deltas of a batch together', () => {
    const log = scriptedLog()
    const seen: Followed[] = []
    followConversation(log.subscribe, (followed) => seen.push(followed))
    log.emit(1, 2, 3)
    vi.runAllTimers()
    expect(seen).toHaveLength(1)
    expect(seen[0]?.conversation.turns[0]?.answer).toBe('23')
  })

  it('[C4] follows again from the cursor after a gap', () => {
    const log = scriptedLog()
    let last: Followed | null = null
    followConversation(log.subscribe, (followed) => {
      last = followed
    })
    log.emit(1, 2, 4)
    vi.runAllTimers()
    log.emit(3, 4)
    vi.runAllTimers()
    expect(log.cursors).toEqual([0, 2])
    expect(last).toMatchObject({ conversation: { lastSequence: 4, turns: [{ answer: '234' }] } })
  })

  it('[C4] comes back after an outage without repeating, and says so meanwhile', () => {
    const log = scriptedLog()
    const seen: Followed[] = []
    followConversation(log.subscribe, (followed) => seen.push(followed))
    log.emit(1, 2)
    vi.runAllTimers()
    log.current()?.onFailure({ code: 'control-plane-unreachable', message: 'It does not answer.' })
    expect(seen.at(-1)?.trouble).toMatchObject({ retrying: true })
    vi.runAllTimers()
    log.current()?.onStarted()
    log.emit(2, 3)
    vi.runAllTimers()
    expect(log.cursors).toEqual([0, 2])
    expect(seen.at(-1)).toMatchObject({ trouble: null, conversation: { turns: [{ answer: '23' }] } })
  })

  it('[C2] does not ask again for a session that does not exist', () => {
    const log = scriptedLog()
    let last: Followed | null = null
    followConversation(log.subscribe, (followed) => {
      last = followed
    })
    log.current()?.onFailure({ code: 'not-found', message: 'There is no such session.' })
    vi.runAllTimers()
    expect(log.cursors).toEqual([0])
    expect(last).toMatchObject({ trouble: { retrying: false } })
  })
})
