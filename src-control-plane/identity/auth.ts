// better-auth as we use it: passwords, sessions, device codes, the signing keys of tokens. None of its HTTP endpoints is reached from
// outside: our own routes call its functions (see account/). API keys are not its business.
import { betterAuth } from 'better-auth'
// By their own paths: the index would load every plugin there is into memory.
import { deviceAuthorization } from 'better-auth/plugins/device-authorization'
import { jwt } from 'better-auth/plugins/jwt'
import { organization } from 'better-auth/plugins/organization'
import { Failure } from '#contract/failure'
import { DEVICE_PAGE_PATH, DeviceClient } from '#contract/identity'
import type { Database } from '../database/index.ts'
import { createSecretBox } from '../secret/index.ts'
import { networkOf } from './network.ts'
import { COOKIE_PREFIX } from './session-cookie.ts'
import { SIGNING_ALGORITHM, signingKeyStorage } from './signing-keys.ts'

/** A browser or desktop stays signed in this long without use; refreshed daily while used. Seconds. */
export const SESSION_LIFETIME_S = 30 * 24 * 3600
const SESSION_REFRESH_S = 24 * 3600
/** A stolen token is useful for this long at most. */
export const TOKEN_LIFETIME_S = 5 * 60
export const TOKEN_AUDIENCE = 'mooring'
const SIGNING_KEY_ROTATION_S = 90 * 24 * 3600
/** Time to walk to the other machine and type a code. */
const DEVICE_CODE_LIFETIME = '10m'
/** How often a waiting device may ask: a person sees it go on at once, and a code costs 300 requests at most. */
const DEVICE_POLLING_INTERVAL = '2s'
/** In UTF-16 units, as the library counts: our own rule for new passwords is in account/password-rules. */
const MAX_PASSWORD_UNITS = 256

export type AuthOptions = {
  baseUrl: string
  secret: string
  /** What the secret was before, as long as something may have been signed or sealed under it. */
  previousSecrets?: readonly string[]
}

type Dependencies = Pick<Database, 'db' | 'read' | 'dialect'>

export function createAuth({ db, read, dialect }: Dependencies, { baseUrl, secret, previousSecrets }: AuthOptions) {
  const box = createSecretBox(secret, previousSecrets)
  return betterAuth({
    baseURL: baseUrl,
    basePath: '/api/auth',
    secret,
    database: { db, type: dialect, transaction: true },
    emailAndPassword: { enabled: true, disableSignUp: true, maxPasswordLength: MAX_PASSWORD_UNITS },
    session: { expiresIn: SESSION_LIFETIME_S, updateAge: SESSION_REFRESH_S, cookieCache: { enabled: false } },
    // Ours counts before the library is called: see account/attempts.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: { cookiePrefix: COOKIE_PREFIX, ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] } },
    databaseHooks: {
      session: {
        create: {
          async before(session) {
            await refuseDisabled(read, session.userId)
            const address = typeof session.ipAddress === 'string' ? session.ipAddress : null
            return { data: { ...session, ipAddress: networkOf(address) } }
          },
        },
      },
    },
    plugins: [
      organization({ allowUserToCreateOrganization: false, disableOrganizationDeletion: true }),
      deviceAuthorization({
        expiresIn: DEVICE_CODE_LIFETIME,
        interval: DEVICE_POLLING_INTERVAL,
        verificationUri: new URL(DEVICE_PAGE_PATH, baseUrl).href,
        validateClient: (client) => DeviceClient.safeParse(client).success,
      }),
      jwt({
        disableSettingJwtHeader: true,
        jwt: { issuer: TOKEN_AUDIENCE, audience: TOKEN_AUDIENCE, expirationTime: `${TOKEN_LIFETIME_S}s` },
        jwks: {
          keyPairConfig: SIGNING_ALGORITHM,
          rotationInterval: SIGNING_KEY_ROTATION_S,
          // Ours is done where they are kept.
          disablePrivateKeyEncryption: true,
        },
        adapter: signingKeyStorage({ db, dialect }, box),
      }),
    ],
  })
}

/** Whatever way leads to a new session, it ends here for whom the operator disabled. */
async function refuseDisabled(read: Database['read'], userId: string): Promise<void> {
  const user = await read.selectFrom('user').select('disabledAt').where('id', '=', userId).executeTakeFirst()
  if (user === undefined || user.disabledAt === null) return
  throw new Failure('forbidden', 'This account is disabled. Ask whoever runs this control plane.')
}

/** Set by our own server from the socket, after what the client sent under this name was dropped. */
export const CLIENT_ADDRESS_HEADER = 'x-mooring-client-address'

export type Auth = ReturnType<typeof createAuth>
