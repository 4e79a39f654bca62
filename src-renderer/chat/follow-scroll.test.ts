import { describe, expect, it } from 'vitest'
import { EMPTY_CONVERSATION, fold } from './conversation.ts'
import { followsEnd, markOf, newSince } from './follow-scroll.ts'

const at = (top: number, height = 1_000, viewport = 400) => ({ top, height, viewport })

describe('following the end', () => {
  it.each([
    { rule: 'scrolling up by one pixel', following: true, before: at(600), after: at(599), follows: false },
    { rule: 'scrolling up while text comes', following: true, before: at(600), after: at(590, 1_200), follows: false },
    { rule: 'text that comes', following: true, before: at(600), after: at(600, 1_200), follows: true },
    { rule: 'text that comes elsewhere', following: false, before: at(300), after: at(300, 1_200), follows: false },
    { rule: 'coming back to the end', following: false, before: at(500), after: at(590), follows: true },
    { rule: 'scrolling down on the way', following: false, before: at(100), after: at(300), follows: false },
    { rule: 'content that shrinks', following: true, before: at(600), after: at(500, 900), follows: true },
    { rule: 'a window that grows', following: true, before: at(600), after: at(500, 1_000, 500), follows: true },
  ])('[U14] $rule: follows is $follows', ({ following, before, after, follows }) => {
    expect(followsEnd(following, before, after)).toBe(follows)
  })

  it('[U14] counts the answers that came or grew meanwhile', () => {
    const at = 1
    const started = (sequence: number, turnId: string) =>
      ({ sequence, at, turnId, type: 'turn-started', text: 'q', model: null }) as const
    const delta = (sequence: number, turnId: string) =>
      ({ sequence, at, turnId, type: 'text-delta', text: 'a' }) as const
    const before = fold(EMPTY_CONVERSATION, [started(1, 't1'), delta(2, 't1')]).conversation
    const grown = fold(before, [delta(3, 't1')]).conversation
    const more = fold(grown, [started(4, 't2'), started(5, 't3')]).conversation
    expect([before, grown, more].map((conversation) => newSince(markOf(before), conversation))).toEqual([0, 1, 3])
    expect(newSince(markOf(EMPTY_CONVERSATION), more)).toBe(3)
  })
})
