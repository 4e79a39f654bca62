// Who may make an account on this control plane.
import { z } from 'zod'
import type { Database } from '../database/index.ts'

/** `first`: the first account owns the instance, later ones come by invitation. */
export const SignUpMode = z.enum(['open', 'first', 'closed'])
export type SignUpMode = z.infer<typeof SignUpMode>

/** Takes the one place of the first account; false when somebody has it. Atomic, however many sign up at once. */
export async function claimFirstAccount({ db }: Pick<Database, 'db'>): Promise<boolean> {
  const claimed = await db
    .insertInto('firstAccount')
    .values({ id: 1 })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return claimed.numInsertedOrUpdatedRows === 1n
}

/** Gives the place back when the sign-up it was taken for failed. */
export async function releaseFirstAccount({ db }: Pick<Database, 'db'>): Promise<void> {
  await db.deleteFrom('firstAccount').execute()
}
