// The codes that this app shows at the moment, one for each control plane, and the waiting for their approval.
import type { StartedDeviceSignIn } from '#contract/app'
import { Failure } from '#contract/failure'
import { askForApproval, awaitApproval } from './device-approval.ts'

export type DeviceSignIns = Disposable & {
  /** A new code takes the place of an older one, which nobody waits for any more. */
  start: (url: string) => Promise<StartedDeviceSignIn>
  /** Resolves once the sign-in is kept. However many wait, the control plane is asked by one. */
  wait: (url: string, signal: AbortSignal | undefined) => Promise<void>
}

type Dependencies = {
  keep: (url: string, session: string) => Promise<void>
  now: () => number
}

type Asked = { readonly stop: AbortController; readonly answered: () => Promise<void> }

export function createDeviceSignIns({ keep, now }: Dependencies): DeviceSignIns {
  const asked = new Map<string, Asked>()
  const drop = (url: string) => {
    asked.get(url)?.stop.abort()
    asked.delete(url)
  }
  return {
    async start(url) {
      const device = await askForApproval(url, 'desktop', now)
      drop(url)
      const stop = new AbortController()
      const answered = once(async () => {
        await keep(url, await awaitApproval({ ...device, url, signal: stop.signal, now }))
      })
      asked.set(url, { stop, answered })
      const { user_code: userCode, verification_uri: verificationUri } = device.code
      return { userCode, verificationUri, expiresAt: device.expiresAt }
    },
    async wait(url, signal) {
      const waitedFor = asked.get(url)
      if (waitedFor === undefined) throw new Failure('bad-request', 'No sign-in of this device was started there.')
      // A code is answered once, whatever the answer; who gives up leaves it to the others.
      const answer = waitedFor.answered().finally(() => {
        if (asked.get(url) === waitedFor) asked.delete(url)
      })
      return unlessAborted(answer, signal)
    },
    [Symbol.dispose]() {
      for (const url of [...asked.keys()]) drop(url)
    },
  }
}

function once<T>(action: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null
  return () => {
    running ??= action()
    return running
  }
}

async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const giveUp = () => reject(new Failure('cancelled', 'The sign-in was not waited for.'))
  if (signal?.aborted) giveUp()
  signal?.addEventListener('abort', giveUp)
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal?.removeEventListener('abort', giveUp)
  }
}
