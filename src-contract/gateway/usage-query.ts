// How a caller asks for usage: which days, by what, and which page of the requests.
import { z } from 'zod'
import { UsageDimension } from './usage.ts'

/** A year with its leap day. */
export const MAX_USAGE_DAYS = 366

const day = z.iso.date('must be a day, as 2026-11-23').optional()

/** UTC days, both included; the last 30 when left out. At most `MAX_USAGE_DAYS`. */
export const UsagePeriod = z.object({ from: day, to: day })
export type UsagePeriod = z.infer<typeof UsagePeriod>

/** `by` is a list with commas: `day,model`. Every dimension that is named makes the rows finer. */
export const UsageQuery = UsagePeriod.extend({
  by: z
    .string()
    .regex(/^(day|model|key|user)(,(day|model|key|user))*$/, 'must name some of day, model, key and user, with commas')
    .max(40)
    .default('day,model'),
})
export type UsageQuery = z.infer<typeof UsageQuery>
/** As a caller writes it. */
export type UsageQueryInput = z.input<typeof UsageQuery>

export function dimensionsOf({ by }: Pick<UsageQuery, 'by'>): UsageDimension[] {
  return [...new Set(by.split(','))].map((name) => UsageDimension.parse(name))
}

/** Requests answered at once, newest first. */
export const MAX_LEDGER_PAGE = 200

/** `before` is what the page before said under `next`. */
export const LedgerQuery = z.object({
  before: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_LEDGER_PAGE).default(50),
})
export type LedgerQuery = z.infer<typeof LedgerQuery>
/** As a caller writes it. */
export type LedgerQueryInput = z.input<typeof LedgerQuery>
