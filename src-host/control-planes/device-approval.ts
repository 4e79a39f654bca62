// Waits until a person has approved this device where they are signed in already (RFC 8628 §3.4).
import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '#contract/failure'
import type { DeviceClient } from '#contract/identity'
import { type DeviceCode, isTransient, pollDeviceToken, requestDeviceCode } from '../control-plane-client/index.ts'

/** RFC 8628 §3.5: what a device that was too fast waits longer from then on. Milliseconds. */
const SLOWER_MS = 5_000

export type AskedDevice = {
  readonly client: DeviceClient
  readonly code: DeviceCode /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

type Waiting = AskedDevice & { url: string; signal?: AbortSignal | undefined; now: () => number }

/** Asks for a code, which a person then types where they are signed in. */
export async function askForApproval(url: string, client: DeviceClient, now: () => number): Promise<AskedDevice> {
  const code = await requestDeviceCode(url, client)
  return { client, code, expiresAt: now() + code.expires_in * 1000 }
}

/** Resolves with the session. Rejects with `forbidden` when it was denied, `timeout` when nobody came, `cancelled` when aborted. */
export async function awaitApproval(waiting: Waiting): Promise<string> {
  const { code, signal, expiresAt, now } = waiting
  let intervalMs = code.interval * 1000
  while (true) {
    await delay(intervalMs, undefined, { signal }).catch(() => undefined)
    if (signal?.aborted) throw new Failure('cancelled', 'The sign-in was not waited for.')
    const polled = await poll(waiting)
    switch (polled.outcome) {
      case 'approved':
        return polled.session
      case 'pending':
        if (now() > expiresAt) throw expired()
        break
      case 'slow-down':
        intervalMs += SLOWER_MS
        break
      case 'denied':
        throw new Failure('forbidden', 'The sign-in was denied.')
      case 'expired':
        throw expired()
      default:
        return polled satisfies never
    }
  }
}

const expired = () => new Failure('timeout', 'The code has expired, or was used. Start again for a new one.')

/** An outage is waited out: the code's own end bounds it. */
async function poll({ url, client, code, signal }: Waiting): ReturnType<typeof pollDeviceToken> {
  try {
    return await pollDeviceToken(url, client, code.device_code, signal)
  } catch (error) {
    if (error instanceof Failure && isTransient(error)) return { outcome: 'pending' }
    throw error
  }
}
