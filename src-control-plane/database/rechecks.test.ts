import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRechecks } from './rechecks.ts'

const settle = () => vi.advanceTimersByTimeAsync(0)

describe('rechecks', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('look at each thing once at a time, and once more at what changed meanwhile, however often', async () => {
    const looks: PromiseWithResolvers<void>[] = []
    const rechecks = createRechecks(() => {
      const look = Promise.withResolvers<void>()
      looks.push(look)
      return look.promise
    })
    const thing = {}
    rechecks.add(thing)
    await settle()
    for (let n = 0; n < 100; n++) rechecks.add(thing)
    await settle()
    expect(looks).toHaveLength(1)
    looks[0]?.resolve()
    await settle()
    expect(looks).toHaveLength(2)
    looks[1]?.resolve()
    await settle()
    expect(looks).toHaveLength(2)
  })

  it('look at a few things at once, and at all of them', async () => {
    let most = 0
    let now = 0
    const seen = new Set<object>()
    const rechecks = createRechecks(async (thing: object) => {
      most = Math.max(most, ++now)
      await Promise.resolve()
      seen.add(thing)
      now--
    })
    for (let n = 0; n < 100; n++) rechecks.add({ n })
    await vi.waitFor(() => expect(seen.size).toBe(100))
    expect(most).toBe(4)
  })

  it('try again until the database answers, also one that never does', async () => {
    const check = vi
      .fn()
      .mockRejectedValueOnce(new Error('down'))
      .mockReturnValueOnce(new Promise(() => {}))
    check.mockResolvedValue(undefined)
    const rechecks = createRechecks(check)
    rechecks.add({})
    await vi.advanceTimersByTimeAsync(300)
    expect(check).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(5_300)
    expect(check).toHaveBeenCalledTimes(3)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(check).toHaveBeenCalledTimes(3)
  })

  it('begin when all listeners of a change have heard it, and end when they are disposed', async () => {
    const check = vi.fn().mockResolvedValue(undefined)
    const rechecks = createRechecks(check)
    rechecks.add({})
    expect(check).not.toHaveBeenCalled()
    await settle()
    expect(check).toHaveBeenCalledTimes(1)
    rechecks[Symbol.dispose]()
    rechecks.add({})
    await settle()
    expect(check).toHaveBeenCalledTimes(1)
  })
})
