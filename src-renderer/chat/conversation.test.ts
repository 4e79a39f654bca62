import { describe, expect, it } from 'vitest'
import type { ChatEvent } from '#contract/chat'
import { type Conversation, EMPTY_CONVERSATION, fold, isRunning, type TurnOutcome } from './conversation.ts'

const at = 1_000
const started = (sequence: number, turnId = 't1', text = 'Hello'): ChatEvent => ({
  sequence,
  at,
  turnId,
  type: 'turn-started',
  text,
  model: 'demo',
})
const delta = (sequence: number, text: string, turnId = 't1'): ChatEvent => ({
  sequence,
  at,
  turnId,
  type: 'text-delta',
  text,
})
const completed = (sequence: number, turnId = 't1'): ChatEvent => ({
  sequence,
  at,
  turnId,
  type: 'turn-completed',
  inputTokens: 3,
  outputTokens: 5,
})
const log: ChatEvent[] = [
  started(1),
  delta(2, 'Hi '),
  delta(3, 'there'),
  completed(4),
  started(5, 't2', 'Again'),
  delta(6, 'Yes', 't2'),
]

const foldAll = (events: ChatEvent[], from: Conversation = EMPTY_CONVERSATION) => fold(from, events).conversation

describe('conversation', () => {
  it('folds a log into turns', () => {
    expect(foldAll(log)).toEqual({
      lastSequence: 6,
      turns: [
        {
          id: 't1',
          prompt: 'Hello',
          model: 'demo',
          startedAt: at,
          answer: 'Hi there',
          outcome: { state: 'completed', inputTokens: 3, outputTokens: 5 },
        },
        { id: 't2', prompt: 'Again', model: 'demo', startedAt: at, answer: 'Yes', outcome: { state: 'running' } },
      ],
    })
  })

  it('[C4] gives the same turns however the log is cut, repeats included', () => {
    for (let cut = 0; cut <= log.length; cut++)
      for (let back = 0; back <= cut; back++) {
        const first = foldAll(log.slice(0, cut))
        expect(foldAll(log.slice(cut - back), first)).toEqual(foldAll(log))
      }
  })

  it('[C4] tells a gap and keeps what came before it', () => {
    const result = fold(EMPTY_CONVERSATION, [started(1), delta(2, 'a'), delta(4, 'c')])
    expect(result.outcome).toBe('gap')
    expect(result.conversation).toMatchObject({ lastSequence: 2, turns: [{ answer: 'a' }] })
  })

  it('[C4] leaves the conversation itself when all was seen before', () => {
    const conversation = foldAll(log)
    const result = fold(conversation, log)
    expect(result).toEqual({ outcome: 'repeated', conversation })
    expect(result.conversation).toBe(conversation)
  })

  const failure = { code: 'provider-failed' as const, message: 'The provider refused.' }
  const position = { sequence: 3, at, turnId: 't1' }
  it.each<{ rule: string; event: ChatEvent; outcome: TurnOutcome }>([
    {
      rule: '[C5] failed',
      event: { ...position, type: 'turn-failed', failure },
      outcome: { state: 'failed', failure },
    },
    { rule: '[C7] cancelled', event: { ...position, type: 'turn-cancelled' }, outcome: { state: 'cancelled' } },
    { rule: '[C9] interrupted', event: { ...position, type: 'turn-interrupted' }, outcome: { state: 'interrupted' } },
  ])('$rule keeps what was said', ({ event, outcome }) => {
    const conversation = foldAll([started(1), delta(2, 'half an ans'), event])
    expect(conversation.turns[0]).toMatchObject({ answer: 'half an ans', outcome })
    expect(isRunning(conversation)).toBe(false)
  })

  it('says whether a turn runs', () => {
    expect(isRunning(EMPTY_CONVERSATION)).toBe(false)
    expect(isRunning(foldAll(log))).toBe(true)
  })
})
