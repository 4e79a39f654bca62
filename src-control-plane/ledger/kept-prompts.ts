// What was asked, word for word, where an organization wants that kept: beside the ledger, for its admins, for a month.
import type { KeptPrompt } from '#contract/gateway'
import { type Actor, recordAudit } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'

/** A long conversation with its files; what is more is cut off. Characters. */
const MAX_PROMPT_LENGTH = 256 * 1024
const KEPT_MS = 30 * 86_400_000

export type Prompt = {
  readonly organizationId: string
  readonly id: string
  readonly at: number
  readonly body: Uint8Array
}

export async function keepPrompt({ db }: Pick<Database, 'db'>, { body, ...prompt }: Prompt): Promise<void> {
  await db
    .insertInto('keptPrompt')
    .values({ ...prompt, ...textOf(body) })
    .execute()
}

/** PostgreSQL refuses a NUL in a text. */
function textOf(body: Uint8Array): { body: string; truncated: 0 | 1 } {
  const text = new TextDecoder().decode(body.subarray(0, MAX_PROMPT_LENGTH * 4)).replaceAll('\0', '\uFFFD')
  const truncated = text.length > MAX_PROMPT_LENGTH || body.length > MAX_PROMPT_LENGTH * 4
  return { body: text.slice(0, MAX_PROMPT_LENGTH), truncated: truncated ? 1 : 0 }
}

export async function forgetOldPrompts({ db }: Pick<Database, 'db'>, now: number): Promise<void> {
  await db
    .deleteFrom('keptPrompt')
    .where('at', '<', now - KEPT_MS)
    .execute()
}

/** Whoever reads what a colleague wrote is written down. Null: none is kept under that id. */
export async function readPrompt(
  { db, now }: Pick<Database, 'db'> & { now: () => number },
  { organizationId }: OrgScope,
  actor: Actor,
  id: string,
): Promise<KeptPrompt | null> {
  return db.transaction().execute(async (trx) => {
    const own = trx.selectFrom('keptPrompt').select(['id', 'at', 'body', 'truncated'])
    const row = await own.where('organizationId', '=', organizationId).where('id', '=', id).executeTakeFirst()
    if (row === undefined) return null
    await recordAudit(trx, now, organizationId, actor, { action: 'prompt-read', target: { id, name: id } })
    return { ...row, truncated: row.truncated === 1 }
  })
}
