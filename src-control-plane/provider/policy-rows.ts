// What an organization allows at its gateway, as it is stored.
import type { Selectable, Transaction } from 'kysely'
import { DEFAULT_POLICY, type GatewayPolicy, Limits } from '#contract/gateway'
import type { Database, Tables } from '../database/index.ts'

type LimitColumns = Pick<
  Selectable<Tables['keyLimit']>,
  'requestsPerMinute' | 'tokensPerMonth' | 'costPerMonth' | 'allowedModels'
>

export async function readPolicy(
  read: Database['read'] | Transaction<Tables>,
  organizationId: string,
): Promise<GatewayPolicy> {
  const own = read.selectFrom('gatewayPolicy').selectAll().where('organizationId', '=', organizationId)
  const row = await own.executeTakeFirst()
  return row === undefined ? DEFAULT_POLICY : policyOf(row)
}

export function policyOf({ byok, keepPrompts, ...limits }: Selectable<Tables['gatewayPolicy']>): GatewayPolicy {
  return { byok: byok === 1, keepPrompts: keepPrompts === 1, limits: limitsOf(limits) }
}

export function limitsOf({ requestsPerMinute, tokensPerMonth, costPerMonth, allowedModels }: LimitColumns): Limits {
  const models: unknown = allowedModels === null ? null : JSON.parse(allowedModels)
  return Limits.parse({ requestsPerMinute, tokensPerMonth, costPerMonth, allowedModels: models })
}
