// Where a person is signed in, and how another device of theirs signs in (RFC 8628) without a password typed into it.
import { z } from 'zod'
import { UserRef } from './identity.ts'

export const SESSIONS_PATH = '/v1/me/sessions'

/** Carries an invitation's token: it opens sign-up where accounts are made by invitation. */
export const INVITATION_HEADER = 'x-mooring-invitation'

/** What signing in or up answers. The token is a credential of 30 days. */
export const NewSessionAnswer = z.object({ token: z.string(), user: UserRef })

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
/** Where a device sends its person: a page of the control plane that says where the code is typed. */
export const DEVICE_PAGE_PATH = '/device'

/** Our own programs: nothing else may ask to be signed in. */
export const DeviceClient = z.enum(['cli', 'desktop'])
export type DeviceClient = z.infer<typeof DeviceClient>

export const DeviceCodeRequest = z.object({ userCode: UserCode })
export type DeviceCodeRequest = z.infer<typeof DeviceCodeRequest>

/** What a person decides about. */
export const DeviceSignIn = z.object({
  userCode: z.string(),
  client: DeviceClient,
  /** The network that asks, coarse: whoever did not start this themselves sees that it is not theirs. */
  from: z.string().nullable().default(null),
  expiresAt: z.number().int(),
})
export type DeviceSignIn = z.infer<typeof DeviceSignIn>
