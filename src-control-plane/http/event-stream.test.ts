import { expect, it, vi } from 'vitest'
import { Failure } from '#contract/failure'
import { eventStream } from './event-stream.ts'

function open(next: () => Promise<string> = () => new Promise(() => undefined)) {
  const client = new AbortController()
  const released = vi.fn()
  const forgotten = vi.fn()
  let end: (failure: Failure) => void = () => undefined
  const stream = eventStream({
    client: client.signal,
    hold(revoke) {
      end = revoke
      return { [Symbol.dispose]: forgotten }
    },
    async *follow(signal) {
      try {
        while (!signal.aborted) {
          const left = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null)))
          const text = await Promise.race([next(), left])
          if (text !== null) yield text
        }
      } finally {
        released()
      }
    },
  })
  return {
    reader: stream.getReader(),
    client,
    released,
    forgotten,
    end: (f: Failure) => end(f),
  }
}

const REVOKED = new Failure('revoked', 'The API key was deleted.')

it('says why it ends, last, and says nothing after', async () => {
  const { reader, end, forgotten, released } = open()
  const waiting = reader.read()
  end(REVOKED)
  expect(new TextDecoder().decode((await waiting).value)).toBe(
    'event: failure\ndata: {"code":"revoked","message":"The API key was deleted."}\n\n',
  )
  expect((await reader.read()).done).toBe(true)
  expect(forgotten).toHaveBeenCalledTimes(1)
  await vi.waitFor(() => expect(released).toHaveBeenCalledTimes(1))
})

it('cuts off a client that does not read', async () => {
  vi.useFakeTimers()
  try {
    const { reader, end, released } = open(async () => 'event')
    await reader.read()
    end(REVOKED)
    await vi.advanceTimersByTimeAsync(1_000)
    await expect(reader.read()).rejects.toBe(REVOKED)
    expect(released).toHaveBeenCalledTimes(1)
  } finally {
    vi.useRealTimers()
  }
})

it('lets go of everything when the client leaves, whether it was reading or not', async () => {
  const idle = open(async () => 'event')
  await idle.reader.read()
  await idle.reader.cancel()
  await vi.waitFor(() => expect(idle.released).toHaveBeenCalledTimes(1))
  expect(idle.forgotten).toHaveBeenCalledTimes(1)
  const reading = open()
  const waiting = reading.reader.read()
  reading.client.abort()
  expect((await waiting).done).toBe(true)
  expect(reading.forgotten).toHaveBeenCalledTimes(1)
})

it('lets go of everything when what it follows fails', async () => {
  const { reader, forgotten } = open(() => Promise.reject(new Error('the database is gone')))
  await expect(reader.read()).rejects.toThrow('the database is gone')
  expect(forgotten).toHaveBeenCalledTimes(1)
})
