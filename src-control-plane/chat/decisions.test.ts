// The chat's pure decisions, by tables.
import { describe, expect, it } from 'vitest'
import type { ChatEvent } from '#contract/chat'
import { DEFAULT_MODELS } from '#contract/gateway'
import type { OwnAccess } from '../provider/index.ts'
import { chooseModel, usableFor } from './choose-model.ts'
import { conversationOf } from './conversation.ts'
import { createDeltaWriter } from './delta-writer.ts'
import { titleOf } from './session-title.ts'
import { turnFailureOf } from './turn-failure.ts'

describe('titles', () => {
  it.each([
    ['Hello', 'Hello'],
    ['  Two\n\tlines\0 ', 'Two lines'],
    ['x'.repeat(60), 'x'.repeat(60)],
    ['x'.repeat(61), `${'x'.repeat(60)}…`],
    [`${'y'.repeat(59)}😀😀`, `${'y'.repeat(59)}…`],
    [`${'word '.repeat(12)}end`, `${'word '.repeat(12).trim()}…`],
  ])('%j', (text, title) => expect(titleOf(text)).toBe(title))
})

describe('models', () => {
  const anthropic = { id: 'anthropic' as const, model: 'claude-x', own: null }
  const openai = { id: 'openai' as const, model: 'gpt-x', own: null }
  const own = (provider: string): OwnAccess => ({ provider, baseUrl: 'https://x.example', hint: 'x', open: () => 'x' })
  it.each([
    [{ provider: null, model: null }, [], null],
    [{ provider: null, model: null }, [anthropic, openai], { provider: 'anthropic', model: 'claude-x', own: null }],
    [
      { provider: 'openai' as const, model: null },
      [anthropic, openai],
      { provider: 'openai', model: 'gpt-x', own: null },
    ],
    [{ provider: 'openai' as const, model: 'gpt-y' }, [openai], { provider: 'openai', model: 'gpt-y', own: null }],
    [
      { provider: 'openai' as const, model: 'gpt-y' },
      [anthropic],
      { provider: 'anthropic', model: 'claude-x', own: null },
    ],
    [{ provider: null, model: 'named' }, [openai], { provider: 'openai', model: 'named', own: null }],
  ])('%j of %j', (agent, usable, choice) => expect(chooseModel(agent, usable)).toEqual(choice))

  it('of a key of one’s own go first, and take the model that the organization uses there', () => {
    const [first, ...rest] = usableFor([anthropic, openai], [own('openai')])
    expect(first).toMatchObject({ id: 'openai', model: 'gpt-x', own: { provider: 'openai' } })
    expect(rest).toEqual([anthropic])
    expect(usableFor([], [own('anthropic')])).toMatchObject([{ id: 'anthropic', model: DEFAULT_MODELS.anthropic }])
    expect(
      chooseModel({ provider: 'openai', model: null }, usableFor([openai], [own('anthropic'), own('openai')])),
    ).toMatchObject({
      provider: 'openai',
      own: { provider: 'openai' },
    })
  })
})

describe('conversations', () => {
  const started = (turnId: string, text: string): ChatEvent => ({
    ...{ sequence: 1, at: 0, turnId, model: null },
    ...{ type: 'turn-started', text },
  })
  const said = (turnId: string, text: string): ChatEvent => ({ sequence: 1, at: 0, turnId, type: 'text-delta', text })

  it('alternates, and ends with the question', () => {
    const events = [started('a', 'Q1'), said('a', 'A'), said('a', '1'), started('b', 'unanswered')]
    expect(conversationOf(events, 'Q2')).toEqual([
      { role: 'user', content: 'Q1' },
      { role: 'assistant', content: 'A1' },
      { role: 'user', content: 'Q2' },
    ])
  })

  it('drops the oldest when it is too long', () => {
    const long = 'x'.repeat(300_000)
    const events = [started('a', 'old'), said('a', long), started('b', 'new'), said('b', long)]
    expect(conversationOf(events, 'Q').map(({ content }) => content.length)).toEqual([3, 300_000, 1])
  })
})

describe('failures', () => {
  const choice = { provider: 'anthropic' as const, model: 'm', own: null }
  const sayOf = (error: unknown) => turnFailureOf(error, choice, 'org_1')

  it('never quotes a provider about a key', () => {
    const { message, fix } = sayOf({ statusCode: 401, message: 'Incorrect API key: sk-abc' })
    expect(message).not.toContain('sk-abc')
    expect(fix?.href).toBe('/settings/providers?organization=org_1')
  })

  it('says something for whatever was thrown', () => {
    expect(sayOf(undefined).message).toBe('Anthropic broke off its answer.')
    expect(sayOf(new Error('Overloaded')).message).toBe('Anthropic broke off its answer: Overloaded')
    expect(sayOf('just text').message).toBe('Anthropic broke off its answer: just text')
    expect(sayOf({ statusCode: 500, message: 'x'.repeat(2_000) }).message.length).toBeLessThan(400)
  })
})

describe('deltas', () => {
  it('are written in order, the first at once, the rest together', async () => {
    const written: string[] = []
    const first = Promise.withResolvers<void>()
    const writer = createDeltaWriter(async (text) => {
      written.push(text)
      first.resolve()
    })
    await writer.add('a')
    await first.promise
    for (const text of ['b', 'c', 'd']) await writer.add(text)
    await writer.add('e'.repeat(2_000))
    await writer.add('f')
    await writer.flush()
    expect(written.join('')).toBe(`abcd${'e'.repeat(2_000)}f`)
    expect(written).toEqual(['a', `bcd${'e'.repeat(2_000)}`, 'f'])
  })

  it('tell whoever flushes that one could not be written', async () => {
    const writer = createDeltaWriter(() => Promise.reject(new Error('disk full')))
    await writer.add('a')
    await expect(writer.flush()).rejects.toThrow('disk full')
  })
})
