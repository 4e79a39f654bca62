import { expect, it } from 'vitest'
import { ScreenInput } from './screen-input.ts'
import { until } from './testing.ts'

function open({ mayWait = false } = {}) {
  const said: (number | string)[] = []
  const input = new ScreenInput({
    postBytes: (bytes) => said.push(bytes.byteLength),
    post: (message) => said.push(message.type),
    mayWait: () => mayWait,
  })
  return { input, said }
}

const chunk = () => new Uint8Array(4_096)
const resize = { type: 'resize', screen: 1, cols: 80, rows: 24 } as const
const snapshot = { type: 'snapshot', screen: 1, request: 1, scope: 'screen' } as const

it('says in one message what is written in one turn, and everything in its order', async () => {
  const { input, said } = open()
  for (let times = 0; times < 3; times += 1) input.write(chunk())
  input.say(resize)
  input.write(chunk())
  input.ask(snapshot)
  expect(said).toEqual([12_288, 'resize', 4_096, 'snapshot'])
})

it('keeps a burst back until it pauses, where nobody is shown the screen', async () => {
  const { input, said } = open({ mayWait: true })
  const began = performance.now()
  while (performance.now() - began < 30) {
    for (let times = 0; times < 100; times += 1) input.write(chunk())
    await new Promise((resolve) => setImmediate(resolve))
  }
  const early = said.length
  await until(() => said.length > early, 'the rest to be said')
  expect(early).toBe(0)
})

it('gives the worker no more than 16 MiB before it has parsed some, and then the rest', async () => {
  const { input, said } = open()
  for (let times = 0; times < 6_000; times += 1) input.write(chunk())
  await until(() => said.length > 0, 'the first messages')
  const sum = () => said.reduce<number>((total, one) => total + (typeof one === 'number' ? one : 0), 0)
  expect(sum()).toBe(16_777_216)
  // An older answer is better than one that waits for all of it.
  input.ask(snapshot)
  expect(said.at(-1)).toBe('snapshot')
  input.onParsed(16_777_216)
  await until(() => sum() === 6_000 * 4_096, 'the rest')
})
