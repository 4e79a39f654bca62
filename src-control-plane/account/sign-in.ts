// A new session: by password, or by a device's code that was approved. Both are the identity library's work; that they happened is recorded
// in each organization of the person.
import { APIError } from 'better-auth/api'
import type { Transaction } from 'kysely'
import { Failure } from '#contract/failure'
import { recordAudit } from '../audit/index.ts'
import { type AuthDate, authDate, type Database, type Tables } from '../database/index.ts'
import { type Auth, CLIENT_ADDRESS_HEADER, type SessionPrincipal, type Verifiers } from '../identity/index.ts'

export type SignInDependencies = Pick<Database, 'db' | 'dialect'> & {
  auth: Auth
  verifiers: Pick<Verifiers, 'session'>
  now: () => number
}

/** Who asks, as far as a session remembers it. */
export type Client = { readonly address: string | null; readonly userAgent: string | null }

/** `cookies` are header values, for a browser. */
export type NewSession = { readonly token: string; readonly person: SessionPrincipal; readonly cookies: string[] }

/** Rejects with one and the same failure whether the address or the password is wrong. */
export async function signInByPassword(
  deps: SignInDependencies,
  client: Client,
  body: { email: string; password: string },
): Promise<NewSession> {
  const signIn = deps.auth.api.signInEmail({ body, headers: headersOf(client), returnHeaders: true })
  const { headers, response } = await signIn.catch(asFailure)
  const person = await recordSignIn(deps, client, response.token, { how: 'password' })
  return { token: response.token, person, cookies: headers.getSetCookie() }
}

/** What is written is what happened: a session that could not be recorded is none. */
export async function recordSignIn(
  { db, dialect, auth, verifiers, now }: SignInDependencies,
  { address }: Client,
  token: string,
  details: Record<string, string>,
): Promise<SessionPrincipal> {
  try {
    const person = await verifiers.session(token)
    if (person === null) throw new Failure('not-signed-in', 'The sign-in ended before it began.')
    const actor = { principal: person, address }
    await db.transaction().execute(async (trx) => {
      await forgetExpired(trx, authDate(dialect, now()), person.user.id)
      for (const { id } of person.organizations)
        await recordAudit(trx, now, id, actor, { action: 'signed-in', details })
    })
    return person
  } catch (error) {
    await (await auth.$context).internalAdapter.deleteSession(token)
    throw error
  }
}

/** Nobody else clears them away: what has ended is looked up no more. */
async function forgetExpired(trx: Transaction<Tables>, at: AuthDate, userId: string): Promise<void> {
  await trx.deleteFrom('session').where('userId', '=', userId).where('expiresAt', '<', at).execute()
}

/** A list of sessions shows this much of what a client says of itself. Characters. */
const MAX_USER_AGENT = 200

/** The library sees where a request comes from and nothing that could be a credential. */
export function headersOf({ address, userAgent }: Client): Headers {
  return new Headers({
    [CLIENT_ADDRESS_HEADER]: address ?? '',
    'user-agent': (userAgent ?? '').slice(0, MAX_USER_AGENT),
  })
}

function asFailure(error: unknown): never {
  if (!(error instanceof APIError) || error.statusCode >= 500) throw error
  if (error.statusCode === 401) throw new Failure('not-signed-in', 'The e-mail address or the password is wrong.')
  throw new Failure('bad-request', error.message)
}
