// better-auth as we use it: users, sessions, organizations, the signing keys of tokens. API keys are not its business.
import { betterAuth } from 'better-auth'
// By their own paths: the index would load every plugin there is into memory.
import { bearer } from 'better-auth/plugins/bearer'
import { jwt } from 'better-auth/plugins/jwt'
import { organization } from 'better-auth/plugins/organization'
import type { Database } from '../database/index.ts'
import { createRequestRate, SIGN_IN_RULE } from './request-rate.ts'

/** A browser or desktop stays signed in this long without use; refreshed daily while used. Seconds. */
export const SESSION_LIFETIME_S = 30 * 24 * 3600
const SESSION_REFRESH_S = 24 * 3600
/** A stolen token is useful for this long at most. */
export const TOKEN_LIFETIME_S = 5 * 60
export const TOKEN_AUDIENCE = 'mooring'
const SIGNING_KEY_ROTATION_S = 90 * 24 * 3600

export type AuthOptions = { baseUrl: string; secret: string }

export function createAuth({ db, dialect }: Pick<Database, 'db' | 'dialect'>, { baseUrl, secret }: AuthOptions) {
  return betterAuth({
    baseURL: baseUrl,
    basePath: '/api/auth',
    secret,
    database: { db, type: dialect, transaction: true },
    emailAndPassword: { enabled: true, minPasswordLength: 12, revokeSessionsOnPasswordReset: true },
    session: { expiresIn: SESSION_LIFETIME_S, updateAge: SESSION_REFRESH_S, cookieCache: { enabled: false } },
    rateLimit: {
      enabled: true,
      customStorage: createRequestRate(Date.now),
      customRules: { '/sign-in/*': SIGN_IN_RULE, '/sign-up/*': SIGN_IN_RULE },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: { cookiePrefix: 'mooring', ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] } },
    plugins: [
      organization({ allowUserToCreateOrganization: false, disableOrganizationDeletion: true }),
      bearer(),
      jwt({
        disableSettingJwtHeader: true,
        jwt: { issuer: TOKEN_AUDIENCE, audience: TOKEN_AUDIENCE, expirationTime: `${TOKEN_LIFETIME_S}s` },
        jwks: { keyPairConfig: { alg: 'EdDSA', crv: 'Ed25519' }, rotationInterval: SIGNING_KEY_ROTATION_S },
      }),
    ],
  })
}

/** Set by our own server from the socket, after what the client sent under this name was dropped. */
export const CLIENT_ADDRESS_HEADER = 'x-mooring-client-address'

export type Auth = ReturnType<typeof createAuth>
