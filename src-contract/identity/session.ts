// Where a person is signed in, and how another device of theirs signs in (RFC 8628) without a password typed into it.
import { z } from 'zod'

export const SESSIONS_PATH = '/v1/me/sessions'

/** Never its token. Times are milliseconds since the epoch. */
export const SignedInSession = z.object({
  id: z.string(),
  /** Whether it is the one that asks. */
  current: z.boolean(),
  createdAt: z.number().int(),
  expiresAt: z.number().int(),
  /** The client's network, coarse, and what it said of itself. */
  from: z.string().nullable(),
  userAgent: z.string().nullable(),
})
export type SignedInSession = z.infer<typeof SignedInSession>

/** Shown on the device that asks, typed where the person is signed in. */
export const UserCode = z
  .string()
  .trim()
  .toUpperCase()
  .transform((code) => code.replaceAll(/[\s-]/g, ''))
  .pipe(z.string().regex(/^[A-Z0-9]{8}$/, 'is eight letters or digits'))

export const DEVICE_SIGN_INS_PATH = '/v1/device-sign-ins'

export const DeviceCodeRequest = z.object({ userCode: UserCode })
export type DeviceCodeRequest = z.infer<typeof DeviceCodeRequest>

/** What a person decides about. */
export const DeviceSignIn = z.object({
  userCode: z.string(),
  client: z.enum(['cli', 'desktop']),
  expiresAt: z.number().int(),
})
export type DeviceSignIn = z.infer<typeof DeviceSignIn>
