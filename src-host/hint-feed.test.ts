import { expect, it } from 'vitest'
import { createHintFeed } from './hint-feed.ts'

it('[L10] merges what a slow window has not taken yet, and never holds more than a bound', async () => {
  const feed = createHintFeed()
  const stop = new AbortController()
  const hints = feed.follow(stop.signal)
  const first = hints.next()
  feed.publish({ topic: 'hosts', organizationId: null })
  expect((await first).value).toEqual({ topic: 'hosts', organizationId: null })
  for (let i = 0; i < 3; i++) feed.publish({ topic: 'members', organizationId: 'a' })
  for (let i = 0; i < 600; i++) feed.publish({ topic: 'members', organizationId: `org_${i}` })
  const waiting: unknown[] = []
  setImmediate(() => stop.abort())
  for await (const { organizationId } of hints) waiting.push(organizationId)
  expect(waiting).toHaveLength(500)
  expect(waiting.at(-1)).toBe('org_599')
})
