import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { FAILURE_EVENT } from '#contract/failure'
import { followEvents } from './events.ts'
import { eventOf, type StreamsByHand, startStreamsByHand } from './testing.ts'

const Numbered = z.object({ sequence: z.number() })

describe('following numbered events', () => {
  let plane: StreamsByHand
  let heard: number[]
  let stop: AbortController

  beforeEach(async () => {
    plane = await startStreamsByHand()
    heard = []
    stop = new AbortController()
  })
  afterEach(async () => {
    stop.abort()
    await plane[Symbol.asyncDispose]()
  })

  async function follow(): Promise<void> {
    const where = { organizationId: 'org_north', cursor: 3, signal: stop.signal }
    for await (const { sequence } of followEvents(Numbered, plane.target, '/events', where)) heard.push(sequence)
  }
  const tell = (stream: number, ...sequences: number[]) =>
    plane.say(stream, sequences.map((sequence) => eventOf({ sequence })).join(''))
  const failure = (code: string) => `event: ${FAILURE_EVENT}\n${eventOf({ code, message: 'So it is.' })}`

  it('[C4] goes on after a loss and an outage from the last event it had, each once and in order', async () => {
    const following = follow()
    await plane.count(1)
    tell(0, 4, 5)
    await vi.waitFor(() => expect(heard).toEqual([4, 5]))
    plane.asked[0]?.answer.destroy()
    await plane.count(2)
    plane.asked[1]?.answer.writeHead(503).end(JSON.stringify({ code: 'unavailable', message: 'Later.' }))
    await plane.count(3)
    tell(2, 5, 6)
    await vi.waitFor(() => expect(heard).toEqual([4, 5, 6]))
    expect(plane.asked.map(({ url }) => url)).toEqual(['/events?after=3', '/events?after=5', '/events?after=5'])
    stop.abort()
    await following
  })

  it('[L9] rejects with the reason when its reader lost the right, and does not ask again', async () => {
    const following = follow()
    await plane.count(1)
    tell(0, 4)
    plane.say(0, failure('revoked'))
    await expect(following).rejects.toMatchObject({ code: 'revoked', message: 'So it is.' })
    expect(heard).toEqual([4])
    expect(plane.asked).toHaveLength(1)
  })

  it('[L9] asks again in a changed role', async () => {
    void follow()
    await plane.count(1)
    tell(0, 4)
    plane.say(0, failure('access-changed'))
    await plane.count(2)
    tell(1, 5)
    await vi.waitFor(() => expect(heard).toEqual([4, 5]))
  })

  it('rejects when it is refused at first', async () => {
    const following = follow()
    await plane.count(1)
    plane.asked[0]?.answer.writeHead(404).end(JSON.stringify({ code: 'not-found', message: 'No such session.' }))
    await expect(following).rejects.toMatchObject({ code: 'not-found' })
  })
})
