// The control planes that an app knows: the one that it embeds, and others by their address. One of them is in use.
import { z } from 'zod'
import { UserRef } from '../identity/index.ts'

/** As a person types it; the host makes an origin of it and looks who answers there. */
export const ControlPlaneAddress = z.string().trim().min(1).max(500)

export const KnownControlPlane = z.object({
  /** Its origin, `https://mooring.example.com`. */
  url: z.string(),
  embedded: z.boolean(),
  inUse: z.boolean(),
  /** Whether a sign-in is kept for it. Whether it is still good is known of the one in use. */
  signedIn: z.boolean(),
  /** Who that was when it was last read; null when nobody is signed in, and for a service key. */
  signedInAs: UserRef.nullable(),
  /** Of how many organizations, then; null when that was never read. */
  organizations: z.number().int().min(0).nullable(),
})
export type KnownControlPlane = z.infer<typeof KnownControlPlane>

/** Null: the embedded one. */
export const UseControlPlaneRequest = z.object({ url: ControlPlaneAddress.nullable() })

/** Bounds of what a control plane takes; what it demands of a password is its own business. */
const Email = z.string().trim().min(3).max(254)
const Password = z.string().min(1).max(128)

/** The password goes to the control plane and is kept nowhere. */
export const PasswordSignIn = z.object({ url: ControlPlaneAddress, email: Email, password: Password })
export type PasswordSignIn = z.infer<typeof PasswordSignIn>

export const PasswordSignUp = PasswordSignIn.extend({
  name: z.string().trim().min(1).max(80),
  /** The token of an invitation, which lets a person in where sign-up is closed. */
  invitation: z.string().min(1).max(100).optional(),
})
export type PasswordSignUp = z.infer<typeof PasswordSignUp>

export const OneControlPlane = z.object({ url: ControlPlaneAddress })

/** To be typed, where the person is signed in already, before `expiresAt` (milliseconds since the epoch). */
export const StartedDeviceSignIn = z.object({
  userCode: z.string(),
  verificationUri: z.string(),
  expiresAt: z.number().int(),
})
export type StartedDeviceSignIn = z.infer<typeof StartedDeviceSignIn>
