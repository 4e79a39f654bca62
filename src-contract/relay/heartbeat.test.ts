import { once } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { type Every, keepAlive, PING_INTERVAL_MS } from './heartbeat.ts'
import { openPair } from './testing.ts'

/** Time that passes when the test says so. */
function manualTime(): { every: Every; pass: () => void; stopped: () => boolean } {
  let tick = () => {}
  let stopped = false
  const stop = () => {
    stopped = true
  }
  return {
    every: (_ms, given) => {
      tick = given
      return { stop }
    },
    pass: () => tick(),
    stopped: () => stopped,
  }
}

const answer = (socket: WebSocket) => once(socket, 'pong')

describe('the heartbeat', () => {
  it('[R10] is fast enough: the second interval after the last sign of life ends within 75 s', () => {
    expect(2 * PING_INTERVAL_MS).toBeLessThanOrEqual(75_000)
  })

  it('[R10] keeps a peer that answers, and ends one that does not at the second beat', async () => {
    await using alive = await openPair()
    const time = manualTime()
    keepAlive(alive.near, PING_INTERVAL_MS, time.every)
    for (let i = 0; i < 5; i++) {
      const answered = answer(alive.near)
      time.pass()
      await answered
    }
    expect(alive.near.readyState).toBe(alive.near.OPEN)

    await using gone = await openPair({ autoPong: false })
    keepAlive(gone.near, PING_INTERVAL_MS, time.every)
    time.pass()
    expect(gone.near.readyState).toBe(gone.near.OPEN)
    const closed = once(gone.near, 'close')
    time.pass()
    await closed
    expect(time.stopped()).toBe(true)
  })

  it('[R10] takes any message as a sign of life', async () => {
    await using pair = await openPair({ autoPong: false })
    const time = manualTime()
    keepAlive(pair.near, PING_INTERVAL_MS, time.every)
    for (let i = 0; i < 3; i++) {
      time.pass()
      const heard = once(pair.near, 'message')
      pair.far.send('typing')
      await heard
    }
    expect(pair.near.readyState).toBe(pair.near.OPEN)
  })

  it('[R10] does not blame a peer that it does not read, unless that one takes nothing either', async () => {
    await using pair = await openPair()
    const time = manualTime()
    keepAlive(pair.near, PING_INTERVAL_MS, time.every)
    pair.near.pause()
    for (let i = 0; i < 3; i++) time.pass()
    expect(pair.near.readyState).toBe(pair.near.OPEN)

    pair.far.pause()
    for (let i = 0; i < 64; i++) pair.near.send(Buffer.alloc(1_048_576))
    await vi.waitFor(() => {
      const before = pair.near.bufferedAmount
      return new Promise<void>((resolve, reject) =>
        setTimeout(() => (pair.near.bufferedAmount === before ? resolve() : reject(new Error('still draining'))), 100),
      )
    })
    const closed = once(pair.near, 'close')
    time.pass()
    time.pass()
    time.pass()
    await closed
  })
})
