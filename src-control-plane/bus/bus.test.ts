import { expect, it } from 'vitest'
import { createInProcessBus } from './index.ts'

it('wakes whoever is subscribed to the topic, and nobody after leaving', async () => {
  const bus = createInProcessBus()
  const heard: string[] = []
  const first = await bus.subscribe('a', (message) => heard.push(`first ${message}`))
  using _second = await bus.subscribe('a', (message) => heard.push(`second ${message}`))
  using _other = await bus.subscribe('b', (message) => heard.push(`other ${message}`))
  bus.publish('a', '1')
  first[Symbol.dispose]()
  bus.publish('a', '2')
  bus.publish('nobody', '3')
  expect(heard).toEqual(['first 1', 'second 1', 'second 2'])
})

it('lets a listener leave while it is being called', async () => {
  const bus = createInProcessBus()
  const heard: string[] = []
  const first = await bus.subscribe('a', () => first[Symbol.dispose]())
  using _second = await bus.subscribe('a', (message) => heard.push(message))
  bus.publish('a', '1')
  bus.publish('a', '2')
  expect(heard).toEqual(['1', '2'])
})
