import { once } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { MAX_FRAME_BYTES } from '../terminal/index.ts'
import { HIGH_WATER_BYTES, splice } from './splice.ts'
import { openPair } from './testing.ts'

/** Far more than the kernel's buffers of two loopback connections hold. */
const FLOOD_FRAMES = 48

function count(socket: WebSocket): { bytes: number } {
  const counted = { bytes: 0 }
  socket.on('message', (data: Buffer) => {
    counted.bytes += data.byteLength
  })
  return counted
}

async function closing(socket: WebSocket): Promise<{ code: number; reason: string }> {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer]
  return { code, reason: reason.toString() }
}

describe('the splice', () => {
  it('stops reading one side while the other does not take, loses nothing, and leaves the way back free', async () => {
    await using left = await openPair()
    await using right = await openPair()
    splice(left.near, right.near)
    const arrived = count(left.far)
    left.far.pause()
    for (let i = 0; i < FLOOD_FRAMES; i++) right.far.send(Buffer.alloc(MAX_FRAME_BYTES, i))
    await vi.waitFor(() => expect(right.near.isPaused).toBe(true))
    expect(left.near.bufferedAmount).toBeLessThanOrEqual(HIGH_WATER_BYTES + 2 * MAX_FRAME_BYTES)
    expect(right.far.bufferedAmount).toBeGreaterThan(0)
    left.far.send('still heard')
    expect(String((await once(right.far, 'message'))[0])).toBe('still heard')
    left.far.resume()
    await vi.waitFor(() => expect(arrived.bytes).toBe(FLOOD_FRAMES * MAX_FRAME_BYTES), 10_000)
  })

  it('delivers what was sent before a close, and passes the close on', async () => {
    await using left = await openPair()
    await using right = await openPair()
    splice(left.near, right.near)
    const arrived = count(left.far)
    const closed = closing(left.far)
    for (let i = 0; i < 8; i++) right.far.send(Buffer.alloc(MAX_FRAME_BYTES))
    right.far.close(4404, 'gone')
    expect(await closed).toEqual({ code: 4404, reason: 'gone' })
    expect(arrived.bytes).toBe(8 * MAX_FRAME_BYTES)
  })

  it('passes nothing on from a side that was told to go and does not', async () => {
    await using left = await openPair()
    await using right = await openPair()
    splice(left.near, right.near)
    const heard = count(right.far)
    right.far.pause()
    left.near.close(4410, 'revoked')
    left.far.send('typed after the revocation')
    left.far.send('and again')
    await closing(left.near)
    right.far.resume()
    await closing(right.far)
    expect(heard.bytes).toBe(0)
  })

  it('closes the second side when the first was gone before they met', async () => {
    await using left = await openPair()
    await using right = await openPair()
    const gone = once(left.near, 'close')
    left.far.terminate()
    await gone
    const closed = closing(right.far)
    splice(left.near, right.near)
    expect(await closed).toMatchObject({ code: 4503 })
  })
})
