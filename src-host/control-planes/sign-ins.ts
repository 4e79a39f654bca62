// Signing in to a control plane and out of it, whether or not it is in use. A sign-in is kept under its address; a password is not kept.
import type { PasswordSignIn, PasswordSignUp, StartedDeviceSignIn } from '#contract/app'
import { Failure, isFailure } from '#contract/failure'
import type { HostConfig } from '../config.ts'
import {
  createControlPlaneClient,
  expectControlPlane,
  signInByPassword,
  signOutOf,
  signUpByPassword,
} from '../control-plane-client/index.ts'
import type { CredentialStore } from '../credentials/index.ts'
import { expectPrivateWay, parseAddress } from './address.ts'
import { createDeviceSignIns } from './device-sign-ins.ts'
import type { InTurn } from './in-turn.ts'
import type { InUse } from './in-use.ts'
import { EMBEDDED, factsOf, type KnownControlPlanes, NOTHING_KNOWN } from './known.ts'

export type SignIns = {
  signIn: (request: PasswordSignIn) => Promise<void>
  signUp: (request: PasswordSignUp) => Promise<void>
  startDeviceSignIn: (url: string) => Promise<StartedDeviceSignIn>
  /** Resolves once it was approved and the sign-in is kept; rejects when it was denied, ran out or the signal aborts. */
  awaitDeviceSignIn: (url: string, signal: AbortSignal | undefined) => Promise<void>
  /** `told`: whether the control plane could be told, so that the session ended there too. */
  signOut: (url: string) => Promise<{ told: boolean }>
}

type Dependencies = {
  config: Pick<HostConfig, 'apiKey' | 'plainHttpAllowed'>
  credentials: CredentialStore
  known: KnownControlPlanes
  inUse: Pick<InUse, 'name' | 'connect'>
  nameOf: (url: string) => string
  oneAtATime: InTurn
  now: () => number
}

/** `end` signs out of what is not in use. Disposing stops all waiting. */
export function createSignIns(
  deps: Dependencies,
): Disposable & SignIns & { end: (name: string) => Promise<{ told: boolean }> } {
  const { config, credentials, known, inUse, nameOf, oneAtATime, now } = deps
  /** Throws unless a sign-in may be sent to this address, and would be used there. */
  async function prepare(address: string): Promise<string> {
    const url = parseAddress(address)
    if (nameOf(url) === EMBEDDED)
      throw new Failure('conflict', 'The control plane of this app signs in its owner by itself.')
    expectOwnSignIn(url)
    expectPrivateWay(url, config.plainHttpAllowed)
    await expectControlPlane(url)
    return url
  }
  function expectOwnSignIn(name: string): void {
    if (config.apiKey !== null && name === inUse.name())
      throw new Failure('conflict', 'MOORING_API_KEY says who this Mooring is. Start it without to sign in or out.')
  }
  const keep = (url: string, session: string) =>
    oneAtATime(async () => {
      const { me } = createControlPlaneClient({ url, credential: () => session })
      known.remember(url, factsOf(await me()))
      const before = credentials.get(url)
      credentials.set(url, session)
      if (inUse.name() === url) await inUse.connect(url)
      if (before !== null) await signOutOf(url, before).catch(() => undefined)
    })
  const devices = createDeviceSignIns({ keep, now })
  async function end(name: string): Promise<{ told: boolean }> {
    const session = credentials.get(name)
    if (session === null) return { told: true }
    const told = await tell(name, session)
    credentials.remove(name)
    if (known.names().includes(name)) known.remember(name, NOTHING_KNOWN)
    return { told }
  }
  return {
    end,
    async signIn({ url: address, ...credentials }) {
      const url = await prepare(address)
      await keep(url, await signInByPassword(url, credentials))
    },
    async signUp({ url: address, invitation, ...newcomer }) {
      const url = await prepare(address)
      await keep(url, await signUpByPassword(url, newcomer, invitation))
    },
    startDeviceSignIn: async (address) => devices.start(await prepare(address)),
    awaitDeviceSignIn: async (address, signal) => devices.wait(parseAddress(address), signal),
    signOut: (address) =>
      oneAtATime(async () => {
        const name = nameOf(parseAddress(address))
        if (name === EMBEDDED) throw new Failure('conflict', 'The control plane of this app is always signed in.')
        expectOwnSignIn(name)
        const ended = await end(name)
        if (name === inUse.name()) await inUse.connect(name)
        return ended
      }),
    [Symbol.dispose]: () => devices[Symbol.dispose](),
  }
}

async function tell(url: string, session: string): Promise<boolean> {
  try {
    await signOutOf(url, session)
    return true
  } catch (error) {
    if (isFailure(error)) return false
    throw error
  }
}
