// Signing in a device without typing a password into it (RFC 8628). The identity library gives out the codes and takes them back; who
// approves one is decided here, by a person who is signed in, who typed it, and who saw what asks.
import { APIError } from 'better-auth/api'
import { z } from 'zod'
import { Failure } from '#contract/failure'
import { DeviceClient, type DeviceSignIn } from '#contract/identity'
import { authDate, type Database, millisecondsOf } from '../database/index.ts'
import { networkOf, type SessionPrincipal } from '../identity/index.ts'
import { type Client, headersOf, recordSignIn, type SignInDependencies } from './sign-in.ts'

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

/** A code that ran out is kept for so long, to tell its device that it did. Milliseconds. */
const KEPT_AFTER_MS = 10 * 60_000

/** As RFC 8628, 3.1 and 3.4 want them. Bounded: the identity library stores and looks up what they say. */
export const CodeRequest = z.object({ client_id: z.string().max(64) })
export const TokenRequest = z.object({
  grant_type: z.literal(DEVICE_GRANT),
  device_code: z.string().max(191),
  client_id: z.string().max(64),
})

export const IssuedCode = z.object({
  device_code: z.string(),
  user_code: z.string(),
  verification_uri: z.string(),
  expires_in: z.number(),
  interval: z.number(),
})
export const IssuedToken = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number(),
})

/** RFC 6749, 5.2. */
export const OAuthError = z.object({ error: z.string(), error_description: z.string() })
export type OAuthAnswer<T> = { outcome: 'answer'; answer: T } | { outcome: 'error'; error: z.infer<typeof OAuthError> }

type Dependencies = SignInDependencies & Pick<Database, 'db' | 'read' | 'dialect'>

/** No `verification_uri_complete`: a link that carries the code is all that a phisher needs (RFC 8628, 5.4). */
export async function issueCode(
  { db, dialect, auth, now }: Dependencies,
  { address }: Client,
  { client_id }: z.infer<typeof CodeRequest>,
): Promise<OAuthAnswer<z.infer<typeof IssuedCode>>> {
  await db
    .deleteFrom('deviceCode')
    .where('expiresAt', '<', authDate(dialect, now() - KEPT_AFTER_MS))
    .execute()
  return oauth(async () => {
    const issued = IssuedCode.parse(await auth.api.deviceCode({ body: { client_id } }))
    await db
      .updateTable('deviceCode')
      .set({ requestedFrom: networkOf(address) })
      .where('userCode', '=', issued.user_code)
      .execute()
    return issued
  })
}

export async function redeemCode(
  deps: Dependencies,
  client: Client,
  body: z.infer<typeof TokenRequest>,
): Promise<OAuthAnswer<z.infer<typeof IssuedToken>>> {
  return oauth(async () => {
    const issued = IssuedToken.parse(await deps.auth.api.deviceToken({ body, headers: headersOf(client) }))
    await recordSignIn(deps, client, issued.access_token, { how: 'device code', client: body.client_id })
    return issued
  })
}

/** What waits for a decision under this code; null when nothing does (any more). */
export async function findDeviceSignIn({ read, now }: Dependencies, userCode: string): Promise<DeviceSignIn | null> {
  const row = await read
    .selectFrom('deviceCode')
    .select(['clientId', 'expiresAt', 'requestedFrom'])
    .where('userCode', '=', userCode)
    .where('status', '=', 'pending')
    .executeTakeFirst()
  if (row === undefined) return null
  const expiresAt = millisecondsOf(row.expiresAt)
  if (expiresAt <= now()) return null
  return { userCode, client: DeviceClient.parse(row.clientId), from: row.requestedFrom, expiresAt }
}

/** False when nothing waits under this code. A code is decided once, whoever is asked at the same moment. */
export async function decideDeviceSignIn(
  { db, dialect, now }: Dependencies,
  { user }: SessionPrincipal,
  userCode: string,
  decision: 'approved' | 'denied',
): Promise<boolean> {
  const result = await db
    .updateTable('deviceCode')
    .set({ status: decision, userId: user.id })
    .where('userCode', '=', userCode)
    .where('status', '=', 'pending')
    .where('expiresAt', '>', authDate(dialect, now()))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

async function oauth<T>(work: () => Promise<T>): Promise<OAuthAnswer<T>> {
  try {
    return { outcome: 'answer', answer: await work() }
  } catch (error) {
    const known = error instanceof APIError && error.statusCode < 500 ? OAuthError.safeParse(error.body) : null
    if (known?.success) return { outcome: 'error', error: known.data }
    // A person who was disabled since they approved.
    if (error instanceof Failure && error.code === 'forbidden') {
      return { outcome: 'error', error: { error: 'access_denied', error_description: error.message } }
    }
    throw error
  }
}
