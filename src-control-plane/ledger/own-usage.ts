// What the presented credential used, and what it may: of nobody else anything (G12).
import type { OwnUsage, UsageRow } from '#contract/gateway'
import type { OrgScope } from '../identity/index.ts'
import { limitsOfKey, readPolicy } from '../policy/index.ts'
import { monthOf } from './month.ts'
import { dayOf, type Period } from './period.ts'
import { principalOf } from './principal.ts'
import { type Reading, type Sum, sumsOf, totalOf } from './sums.ts'
import { requestsInWindow } from './window.ts'

/** A year of days, and more models than anybody uses. */
const MAX_ROWS = 400

type Dependencies = Reading & { now: () => number }

export async function readOwnUsage(deps: Dependencies, scope: OrgScope, period: Period): Promise<OwnUsage> {
  const principal = principalOf(scope)
  const whose = { principal }
  const [total, days, models, { limits }, key] = await Promise.all([
    totalOf(deps, scope, whose, period),
    sumsOf(deps, scope, whose, period, ['day'], MAX_ROWS),
    sumsOf(deps, scope, whose, period, ['model'], MAX_ROWS),
    readPolicy(deps.read, scope.organizationId),
    scope.keyId === null ? null : budgetOf(deps, scope, scope.keyId),
  ])
  return {
    organizationId: scope.organizationId,
    principal,
    from: period.from,
    to: period.to,
    total,
    days: days.map(shown),
    models: models.map(shown),
    key,
    organizationLimits: limits,
  }
}

async function budgetOf(deps: Dependencies, scope: OrgScope, keyId: string): Promise<NonNullable<OwnUsage['key']>> {
  const now = deps.now()
  const limits = await limitsOfKey(deps, scope, keyId)
  const requestsLastMinute = await requestsInWindow(deps.read, scope.organizationId, keyId, now)
  const month = await deps.read
    .selectFrom('monthlyUsage')
    .select(['tokens', 'cost'])
    .where('organizationId', '=', scope.organizationId)
    .where('id', '=', keyId)
    .where('month', '=', monthOf(now))
    .executeTakeFirst()
  return { limits, requestsLastMinute, tokensThisMonth: month?.tokens ?? 0, costThisMonth: month?.cost ?? 0 }
}

function shown({ day, key: _, user: __, ...row }: Sum): UsageRow {
  return day === undefined ? row : { ...row, day: dayOf(day) }
}
