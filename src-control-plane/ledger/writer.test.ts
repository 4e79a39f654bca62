import { expect, it, vi } from 'vitest'
import { createBatches } from './batches.ts'

it('writes together what comes within a moment, in order, and what comes meanwhile after it', async () => {
  const writes: number[][] = []
  const gate = Promise.withResolvers<void>()
  await using batches = createBatches<number>(5, async (items) => {
    writes.push([...items])
    await gate.promise
  })
  const first = [batches.add(1), batches.add(2)]
  expect(writes).toEqual([])
  await vi.waitFor(() => expect(writes).toEqual([[1, 2]]))
  const later = Array.from({ length: 450 }, (_, i) => batches.add(i + 3))
  expect(writes).toHaveLength(1)
  gate.resolve()
  await Promise.all([...first, ...later])
  expect(writes.map(({ length }) => length)).toEqual([2, 200, 200, 50])
  expect(writes.flat()).toEqual(Array.from({ length: 452 }, (_, i) => i + 1))
})

it('makes nobody wait for what comes after', async () => {
  const writes: Array<() => void> = []
  await using batches = createBatches<number>(
    3_600_000,
    () => new Promise<void>((resolve) => void writes.push(resolve)),
  )
  void batches.add(1)
  const flushed = batches.flush()
  const later = batches.add(2)
  expect(writes).toHaveLength(1)
  writes[0]?.()
  await flushed
  await vi.waitFor(() => expect(writes).toHaveLength(2))
  writes[1]?.()
  await later
})

it('does not wait for more when somebody wants it written', async () => {
  const gate = Promise.withResolvers<void>()
  await using batches = createBatches<number>(3_600_000, () => gate.promise)
  let done = false
  const item = batches.add(1)
  const flushed = batches.flush().then(() => {
    done = true
  })
  await Promise.resolve()
  expect(done).toBe(false)
  gate.resolve()
  await Promise.all([item, flushed])
})
