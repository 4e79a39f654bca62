// Sums of the ledger, by the dimensions that are asked for. Every report is made of these, so that no two count differently.
import { type RawBuilder, sql } from 'kysely'
import type { UsageDimension, UsageTotals } from '#contract/gateway'
import type { Database } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { DAY_MS, type Period } from './period.ts'

export type Reading = Pick<Database, 'read'>
/** Whose requests: everybody's of the organization, or those of one credential. */
export type Whose = { readonly principal: string } | 'everybody'
/** Of the dimensions, those that were asked for. `day` counts days from the epoch; `key` and `user` are ids. */
export type Sum = UsageTotals & { day?: number; model?: string; key?: string; user?: string }

/** Requests that name no model, such as a list of models. */
export const NO_MODEL = '(no model)'
/** Under this id are the requests of people who were signed in without a key. */
export const NO_KEY = 'session'

export async function totalOf(deps: Reading, scope: OrgScope, whose: Whose, period: Period): Promise<UsageTotals> {
  const query = sql<UsageTotals>`select ${TOTALS} from "ledgerEntry" where ${among(scope, whose, period)}`
  const [total] = (await query.execute(deps.read)).rows
  if (total === undefined) throw new Error('a sum has one row')
  return total
}

/** Newest day first, then what used the most tokens. */
export async function sumsOf(
  { read }: Reading,
  scope: OrgScope,
  whose: Whose,
  period: Period,
  by: readonly UsageDimension[],
  limit: number,
): Promise<Sum[]> {
  const groups = by.map((dimension) => sql`${DIMENSIONS[dimension]} as ${sql.ref(dimension)}`)
  const positions = sql.raw(by.map((_, i) => i + 1).join(', '))
  const newestDay = by.includes('day') ? sql`${sql.ref('day')} desc,` : sql``
  const query = sql<Sum>`select ${sql.join(groups)}, ${TOTALS} from "ledgerEntry" where ${among(scope, whose, period)}
    group by ${positions} order by ${newestDay} sum("inputTokens" + "outputTokens") desc, ${positions} limit ${limit}`
  return (await query.execute(read)).rows
}

function among({ organizationId }: OrgScope, whose: Whose, { start, end }: Period): RawBuilder<unknown> {
  const mine = whose === 'everybody' ? sql`` : sql`and "principal" = ${whose.principal}`
  return sql`"organizationId" = ${organizationId} and "at" >= ${start} and "at" < ${end} ${mine}`
}

const DIMENSIONS: Record<UsageDimension, RawBuilder<unknown>> = {
  day: sql`"at" / ${sql.lit(DAY_MS)}`,
  model: sql`coalesce("model", ${sql.lit(NO_MODEL)})`,
  key: sql`case when substr("principal", 1, 4) = 'key_' then "principal" else ${sql.lit(NO_KEY)} end`,
  user: sql`"ownerId"`,
}

const TOTALS = sql`count(*) as "requests",
  cast(coalesce(sum("inputTokens"), 0) as bigint) as "inputTokens",
  cast(coalesce(sum("outputTokens"), 0) as bigint) as "outputTokens",
  cast(coalesce(sum("cacheReadTokens"), 0) as bigint) as "cacheReadTokens",
  cast(coalesce(sum("cacheWriteTokens"), 0) as bigint) as "cacheWriteTokens",
  cast(coalesce(sum("cost"), 0) as bigint) as "cost",
  count(case when "cost" is null and "inputTokens" + "outputTokens" + "cacheReadTokens" + "cacheWriteTokens" > 0
    then 1 end) as "unpriced"`
