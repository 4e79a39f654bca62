import { expect, it } from 'vitest'
import { createChangeHub } from '../database/testing.ts'
import type { Principal } from './principal.ts'
import type { Standing } from './standing.ts'
import { createStandingCache } from './standing-cache.ts'

const ada: Principal = {
  kind: 'member-key',
  source: { type: 'api-key', id: 'key_1' },
  validUntil: null,
  user: { id: 'ada', name: 'Ada', email: 'ada@example.com' },
  organizations: [],
}
const good: Standing = { standing: 'good', principal: ada }
const gone: Standing = { standing: 'gone', because: 'unknown' }

function open() {
  const hub = createChangeHub()
  hub.setLive(true)
  const cache = createStandingCache(hub, () => 0)
  let looks = 0
  const look = (load: () => Promise<Standing> = async () => good) =>
    cache.get('key', () => {
      looks++
      return load()
    })
  return { hub, look, looks: () => looks, cache }
}

const change = { table: 'member', organizationId: 'org', userId: 'ada', id: 'm' } as const

it('a look that was under way when something changed is not remembered, whatever it was', async () => {
  for (const told of [change, { ...change, userId: 'somebody else' }, 'anything'] as const) {
    const { hub, look, looks } = open()
    const slow = Promise.withResolvers<Standing>()
    const before = look(() => slow.promise)
    hub.announce(told)
    slow.resolve(good)
    expect(await before).toEqual(good)
    expect(await look(async () => gone)).toEqual(gone)
    expect(looks()).toBe(2)
  }
})

it('is forgotten when a change concerns it, under every name, and only then', async () => {
  const { hub, look, looks, cache } = open()
  await look()
  hub.announce({ ...change, userId: 'bob' })
  await look()
  expect(looks()).toBe(1)
  expect(await cache.get('api-key by id key_1', async () => gone)).toEqual(good)
  hub.announce(change)
  expect(await cache.get('api-key by id key_1', async () => gone)).toEqual(gone)
  await look()
  expect(looks()).toBe(2)
})

it('a denial is never remembered, and nothing is while the feed is down', async () => {
  const { hub, look, looks } = open()
  await look(async () => gone)
  await look()
  await look()
  expect(looks()).toBe(2)
  hub.setLive(false)
  await look()
  await look()
  expect(looks()).toBe(4)
  hub.setLive(true)
  await look()
  await look()
  expect(looks()).toBe(5)
})

it('a look that began while the feed was down and ended when it was back is not remembered', async () => {
  const { hub, look, looks } = open()
  hub.setLive(false)
  const slow = Promise.withResolvers<Standing>()
  const before = look(() => slow.promise)
  hub.setLive(true)
  slow.resolve(good)
  await before
  await look()
  expect(looks()).toBe(2)
})
