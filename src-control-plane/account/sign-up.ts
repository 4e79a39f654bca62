// Who may make an account on this control plane, and how one is made. Its password is hashed before the transaction, which would keep
// everybody waiting otherwise; that it is the first is decided inside, so that a crash can leave nothing half done.
import type { Transaction } from 'kysely'
import { z } from 'zod'
import { authDate, type Database, type Tables } from '../database/index.ts'
import type { Auth } from '../identity/index.ts'
import { isOpenInvitation } from '../organization/index.ts'
import { newId } from '../secret/index.ts'
import { normalisedEmail } from './attempts.ts'
import { passwordProblem } from './password-rules.ts'

/** `first`: the first account owns the instance, later ones come by invitation. */
export const SignUpMode = z.enum(['open', 'first', 'closed'])
export type SignUpMode = z.infer<typeof SignUpMode>

/** The longest that an address can be (RFC 5321, 4.5.3.1). */
const MAX_EMAIL_LENGTH = 254
/** Passwords are judged in words of their own; this only bounds the work of it. */
const MAX_PASSWORD_INPUT = 1_000

export const Credentials = z.object({
  email: z.string().trim().max(MAX_EMAIL_LENGTH).pipe(z.email('is not an e-mail address')),
  password: z.string().min(1).max(MAX_PASSWORD_INPUT),
})
export const SignUpRequest = Credentials.extend({ name: z.string().trim().min(1).max(100) })
export type SignUpRequest = z.infer<typeof SignUpRequest>

type Dependencies = Pick<Database, 'db' | 'read' | 'dialect'> & { auth: Auth; signUp: SignUpMode; now: () => number }

export type SignUpResult =
  | { outcome: 'created'; userId: string }
  | { outcome: 'closed' }
  | { outcome: 'password-refused'; problem: string }
  /** Said only to whoever may make an account here. */
  | { outcome: 'taken' }

/** `invitation`: the token of a link, which opens sign-up for who holds it. Accepting it is another step. */
export async function signUp(
  deps: Dependencies,
  { name, password, ...request }: SignUpRequest,
  invitation: string | null,
): Promise<SignUpResult> {
  const email = normalisedEmail(request.email)
  const invited = invitation !== null && (await isOpenInvitation(deps, invitation))
  const admission = deps.signUp === 'open' || invited ? 'free' : deps.signUp
  if (admission === 'closed' || (admission === 'first' && (await hasUsers(deps.read)))) return { outcome: 'closed' }
  const problem = passwordProblem(password, { email, name })
  if (problem !== null) return { outcome: 'password-refused', problem }
  const hash = await (await deps.auth.$context).password.hash(password)
  return deps.db.transaction().execute(async (trx): Promise<SignUpResult> => {
    if (admission === 'first' && !(await isFirst(trx))) return { outcome: 'closed' }
    const userId = await insertAccount(trx, deps, { name, email, hash })
    return userId === null ? { outcome: 'taken' } : { outcome: 'created', userId }
  })
}

/** One sign-up after another holds the one row of `firstAccount`; whether somebody was before it, the users say. */
async function isFirst(trx: Transaction<Tables>): Promise<boolean> {
  await trx
    .insertInto('firstAccount')
    .values({ id: 1 })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ id: 1 }))
    .execute()
  return !(await hasUsers(trx))
}

async function hasUsers(db: Database['read']): Promise<boolean> {
  return (await db.selectFrom('user').select('id').limit(1).executeTakeFirst()) !== undefined
}

type NewAccount = { name: string; email: string; hash: string }

/** Null when the address has an account already. The tables are the identity library's. */
async function insertAccount(
  trx: Transaction<Tables>,
  { dialect, now }: Dependencies,
  { name, email, hash }: NewAccount,
): Promise<string | null> {
  const userId = newId('user')
  const at = authDate(dialect, now())
  const emailVerified = dialect === 'sqlite' ? 0 : false
  const inserted = await trx
    .insertInto('user')
    .values({ id: userId, name, email, emailVerified, createdAt: at, updatedAt: at, disabledAt: null })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows !== 1n) return null
  const way = { providerId: 'credential' as const, accountId: userId, userId, password: hash }
  await trx
    .insertInto('account')
    .values({ id: newId('account'), ...way, createdAt: at, updatedAt: at })
    .execute()
  return userId
}
