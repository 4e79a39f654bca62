// The control planes that this host knows, and which of them it uses.
import type { KnownControlPlane, PasswordSignIn, PasswordSignUp, StartedDeviceSignIn } from '#contract/app'

export type ControlPlanes = {
  list: () => KnownControlPlane[]
  /** Null: the embedded one. Nobody's sign-in is lost by it, and terminals go on. */
  use: (url: string | null) => Promise<void>
  signIn: (request: PasswordSignIn) => Promise<void>
  signUp: (request: PasswordSignUp) => Promise<void>
  startDeviceSignIn: (url: string) => Promise<StartedDeviceSignIn>
  /** Resolves once it was approved and the sign-in is kept; rejects when it was denied, ran out or the signal aborts. */
  awaitDeviceSignIn: (url: string, signal: AbortSignal | undefined) => Promise<void>
  /** `told`: whether the control plane could be told, so that the session ended there too. */
  signOut: (url: string) => Promise<{ told: boolean }>
  /** Signs out, and shows it no more. */
  forget: (url: string) => Promise<void>
}
