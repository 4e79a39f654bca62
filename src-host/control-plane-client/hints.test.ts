import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FAILURE_EVENT } from '#contract/failure'
import type { Hint } from '#contract/hint'
import { followHints } from './hints.ts'
import { eventOf, type StreamsByHand, startStreamsByHand } from './testing.ts'

const membersChanged: Hint = { topic: 'members', organizationId: 'org_north' }

describe('following the hints of a control plane', () => {
  let plane: StreamsByHand
  let heard: Hint[]
  let opened: number
  let stop: AbortController

  beforeEach(async () => {
    plane = await startStreamsByHand()
    heard = []
    opened = 0
    stop = new AbortController()
  })
  afterEach(async () => {
    stop.abort()
    await plane[Symbol.asyncDispose]()
  })

  async function follow(silenceMs?: number): Promise<void> {
    const onOpen = () => void opened++
    const following = {
      signal: stop.signal,
      onOpen,
      retryMs: () => 5,
      ...(silenceMs === undefined ? {} : { silenceMs }),
    }
    for await (const hint of followHints(plane.target, following)) heard.push(hint)
  }

  it('[L10] comes back after a loss, a refusal that passes and silence, and says each time that hints may have been missed', async () => {
    const following = follow(300)
    await plane.count(1)
    plane.say(0, eventOf(membersChanged))
    await vi.waitFor(() => expect(heard).toEqual([membersChanged]))
    plane.asked[0]?.answer.destroy()
    await plane.count(2)
    plane.asked[1]?.answer.writeHead(503).end(JSON.stringify({ code: 'unavailable', message: 'Later.' }))
    await plane.count(3)
    plane.say(2, ': here\n\n')
    await plane.count(4)
    plane.say(3, eventOf(membersChanged))
    await vi.waitFor(() => expect(heard).toHaveLength(2))
    expect(opened).toBe(3)
    stop.abort()
    await following
  })

  it('[L10] passes over what it does not know', async () => {
    void follow()
    await plane.count(1)
    plane.say(0, `${eventOf({ topic: 'weather', organizationId: null })}data: no json\n\n${eventOf(membersChanged)}`)
    await vi.waitFor(() => expect(heard).toEqual([membersChanged]))
  })

  it('[L9] does not come back blindly when it is told that the sign-in ended', async () => {
    const following = follow()
    await plane.count(1)
    plane.say(0, `event: ${FAILURE_EVENT}\n${eventOf({ code: 'revoked', message: 'The sign-in was ended.' })}`)
    await expect(following).rejects.toMatchObject({ code: 'revoked', message: 'The sign-in was ended.' })
    expect(plane.asked).toHaveLength(1)
  })
})
