import { expect, it } from 'vitest'
import { createBatches } from './batches.ts'

it('writes at once what comes alone, and together what comes meanwhile, in order', async () => {
  const writes: number[][] = []
  let gate = Promise.withResolvers<void>()
  await using batches = createBatches<number>(async (items) => {
    writes.push([...items])
    await gate.promise
  })
  const first = batches.add(1)
  expect(writes).toEqual([[1]])
  const later = Array.from({ length: 450 }, (_, i) => batches.add(i + 2))
  expect(writes).toHaveLength(1)
  gate.resolve()
  await first
  await Promise.all(later)
  expect(writes.map(({ length }) => length)).toEqual([1, 200, 200, 50])
  expect(writes.flat()).toEqual(Array.from({ length: 451 }, (_, i) => i + 1))
  gate = Promise.withResolvers<void>()
  let done = false
  const last = batches.add(0).then(() => {
    done = true
  })
  await Promise.resolve()
  expect(done).toBe(false)
  gate.resolve()
  await last
})
