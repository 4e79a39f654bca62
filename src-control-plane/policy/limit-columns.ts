// Limits as their columns keep them: those of an organization and those of a key look alike.
import { z } from 'zod'
import type { Limits } from '#contract/gateway'
import type { Tables } from '../database/index.ts'

type LimitColumns = Pick<Tables['keyLimit'], 'requestsPerMinute' | 'tokensPerMonth' | 'costPerMonth' | 'allowedModels'>

const Models = z.array(z.string())

export function limitsOf(row: LimitColumns): Limits {
  const { requestsPerMinute, tokensPerMonth, costPerMonth, allowedModels } = row
  const models = allowedModels === null ? null : Models.parse(JSON.parse(allowedModels))
  return { requestsPerMinute, tokensPerMonth, costPerMonth, allowedModels: models }
}

export function columnsOf({ allowedModels, ...limits }: Limits): LimitColumns {
  return { ...limits, allowedModels: allowedModels === null ? null : JSON.stringify(allowedModels) }
}

/** As the audit tells of them: what is not limited is left out. */
export function auditedLimits(limits: Limits): Record<string, string> {
  const said = Object.entries(limits).flatMap(([name, value]) => {
    if (value === null) return []
    return [[name, Array.isArray(value) ? value.join(', ') || 'none' : String(value)]]
  })
  return Object.fromEntries(said)
}

export const isUnlimited = (limits: Limits): boolean => Object.values(limits).every((limit) => limit === null)
