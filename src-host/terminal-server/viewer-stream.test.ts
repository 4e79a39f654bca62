import { expect, it } from 'vitest'
import type { ServerFrame } from '#contract/terminal'
import { openIncarnationForTest, until } from './testing.ts'
import { ViewerStream } from './viewer-stream.ts'

const BURST_BYTES = 20_000_000
/** What a viewer has not seen: more than its credit, less than what is always streamed. */
const UNSEEN_BYTES = 1_000_000
/** Of a viewer of which nothing is known. */
const FIRST_CREDIT_BYTES = 65_536

type Incarnation = ReturnType<typeof openIncarnationForTest>['incarnation']

function print(incarnation: Incarnation, bytes: number): void {
  const chunk = Buffer.alloc(50_000, 'burst ')
  for (let printed = 0; printed < bytes; printed += chunk.byteLength) incarnation.recall(chunk)
}

function watch(incarnation: Incarnation, unseen = UNSEEN_BYTES) {
  const frames: ServerFrame[] = []
  const stream = new ViewerStream({ incarnation, ending: undefined }, (frame) => frames.push(frame))
  stream.resume(incarnation.ring.end - unseen)
  return { stream, kinds: () => new Set(frames.map(({ type }) => type)) }
}

it('[T5] shows the screen to whoever types with old output before it, and not one that is older still', async () => {
  await using source = openIncarnationForTest()
  const { incarnation } = source
  print(incarnation, BURST_BYTES)
  const early = watch(incarnation)
  early.stream.typed()
  expect(incarnation.screenBacklog).toBeGreaterThan(UNSEEN_BYTES)
  expect(early.stream.next).toBeDefined()
  expect(early.kinds()).toEqual(new Set(['output']))
  await until(() => incarnation.screenBacklog === 0, 'the screen to show it all')
  const late = watch(incarnation)
  late.stream.typed()
  expect(late.stream.next).toBeUndefined()
  await until(() => late.kinds().has('snapshot'), 'the screen')
  early.stream.close()
  late.stream.close()
})

it.each([
  ['while more than a frame waits for it', UNSEEN_BYTES, true],
  ['not while less does, although it is out of credit', FIRST_CREDIT_BYTES + 50_000, false],
])('[T4] depends on the screen %s', async (_when, unseen, depends) => {
  await using source = openIncarnationForTest()
  print(source.incarnation, UNSEEN_BYTES)
  const { stream } = watch(source.incarnation, unseen)
  expect(stream.next).toBe(source.incarnation.ring.end - unseen + FIRST_CREDIT_BYTES)
  expect(stream.dependsOnScreen).toBe(depends)
  stream.close()
})
