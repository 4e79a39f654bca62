import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FAILURE_EVENT } from '#contract/failure'
import type { Hint } from '#contract/hint'
import { followHints } from './hints.ts'

const membersChanged: Hint = { topic: 'members', organizationId: 'org_north' }

describe('following the hints of a control plane', () => {
  /** The streams that were asked for, in order; a test answers them by hand. */
  let streams: ServerResponse[]
  let heard: Hint[]
  let opened: number
  let stop: AbortController
  let url: string
  let close: () => Promise<void>

  beforeEach(async () => {
    streams = []
    heard = []
    opened = 0
    stop = new AbortController()
    const server = createServer((_request, response) => void streams.push(response))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    close = async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  })
  afterEach(async () => {
    stop.abort()
    await close()
  })

  async function follow(silenceMs?: number): Promise<void> {
    const onOpen = () => void opened++
    const target = { url, credential: () => 'a'.repeat(32) }
    const following = {
      signal: stop.signal,
      onOpen,
      retryMs: () => 5,
      ...(silenceMs === undefined ? {} : { silenceMs }),
    }
    for await (const hint of followHints(target, following)) heard.push(hint)
  }
  const asked = (count: number) => vi.waitFor(() => expect(streams).toHaveLength(count), 5_000)
  const say = (stream: number, text: string) => {
    const response = streams[stream]
    if (response?.headersSent === false) response.writeHead(200, { 'content-type': 'text/event-stream' })
    response?.write(text)
  }
  const event = (hint: object) => `data: ${JSON.stringify(hint)}\n\n`

  it('[L10] comes back after a loss, a refusal that passes and silence, and says each time that hints may have been missed', async () => {
    const following = follow(300)
    await asked(1)
    say(0, event(membersChanged))
    await vi.waitFor(() => expect(heard).toEqual([membersChanged]))
    streams[0]?.destroy()
    await asked(2)
    streams[1]?.writeHead(503).end(JSON.stringify({ code: 'unavailable', message: 'Later.' }))
    await asked(3)
    say(2, ': here\n\n')
    await asked(4)
    say(3, event(membersChanged))
    await vi.waitFor(() => expect(heard).toHaveLength(2))
    expect(opened).toBe(3)
    stop.abort()
    await following
  })

  it('[L10] passes over what it does not know', async () => {
    void follow()
    await asked(1)
    say(0, `${event({ topic: 'weather', organizationId: null })}data: no json\n\n${event(membersChanged)}`)
    await vi.waitFor(() => expect(heard).toEqual([membersChanged]))
  })

  it('[L9] does not come back blindly when it is told that the sign-in ended', async () => {
    const following = follow()
    await asked(1)
    say(0, `event: ${FAILURE_EVENT}\n${event({ code: 'revoked', message: 'The sign-in was ended.' })}`)
    await expect(following).rejects.toMatchObject({ code: 'revoked', message: 'The sign-in was ended.' })
    expect(streams).toHaveLength(1)
  })
})
