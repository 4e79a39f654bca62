// What an organization allows at its gateway: to everybody, and to a key.
import { z } from 'zod'

/** No more than an integer column and an honest reader can take. */
const MAX_LIMIT = 1_000_000_000_000
const limit = z.number().int().positive().max(MAX_LIMIT).nullable()

/** Null: no limit. Months are calendar months in UTC. */
export const Limits = z.object({
  requestsPerMinute: limit,
  /** Input, output, cache reads and cache writes together. */
  tokensPerMonth: limit,
  /** Millionths of a US dollar. */
  costPerMonth: limit,
  /** Models by name; one that ends in `*` stands for all that begin so. An empty list allows none. */
  allowedModels: z.array(z.string().trim().min(1).max(120)).max(100).nullable(),
})
export type Limits = z.infer<typeof Limits>

export const NO_LIMITS: Limits = {
  requestsPerMinute: null,
  tokensPerMonth: null,
  costPerMonth: null,
  allowedModels: null,
}

export const GatewayPolicy = z.object({
  /** Whether members may bring provider credentials of their own. */
  byok: z.boolean(),
  /** Whether what was asked is kept beside the ledger, for admins. */
  keepPrompts: z.boolean(),
  limits: Limits,
})
export type GatewayPolicy = z.infer<typeof GatewayPolicy>

/** What holds until an admin says otherwise. */
export const DEFAULT_POLICY: GatewayPolicy = { byok: true, keepPrompts: false, limits: NO_LIMITS }
