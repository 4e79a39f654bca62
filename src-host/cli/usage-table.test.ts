import { expect, it } from 'vitest'
import { NO_LIMITS, type OwnUsage, type UsageTotals } from '#contract/gateway'
import { usageTable } from './usage-table.ts'

const totals: UsageTotals = {
  requests: 3,
  inputTokens: 1_000,
  outputTokens: 20,
  cacheReadTokens: 5,
  cacheWriteTokens: 0,
  cost: 1_234_567,
  unpriced: 0,
}
const usage: OwnUsage = {
  organizationId: 'org_north',
  principal: 'key_1',
  from: '2026-11-01',
  to: '2026-11-30',
  total: { ...totals, unpriced: 1 },
  days: [],
  models: [{ model: 'claude-x', ...totals }],
  key: {
    limits: { ...NO_LIMITS, requestsPerMinute: 60, costPerMonth: 5_000_000 },
    requestsLastMinute: 2,
    tokensThisMonth: 1_025,
    costThisMonth: 1_234_567,
  },
  organizationLimits: { ...NO_LIMITS, tokensPerMonth: 9_000, allowedModels: ['claude-*'] },
}

it('[G12] tells what was used by model, what nobody knows the price of, and what is allowed', () => {
  expect(usageTable(usage)).toBe(
    [
      'key_1 in org_north, 2026-11-01 to 2026-11-30 (UTC)',
      '',
      'MODEL     REQUESTS  INPUT  OUTPUT  CACHE READ  CACHE WRITE  COST',
      'claude-x  3         1000   20      5           0            $1.23',
      'total     3         1000   20      5           0            $1.23 + ?',
      '',
      'This key: 60 requests a minute, $5.00 a month',
      'Used: 2 requests in the last minute; this month 1025 tokens, $1.23',
      'Organization: 9000 tokens a month, models claude-*',
    ].join('\n'),
  )
})

it('has no line about a key where none asks', () => {
  const lines = usageTable({ ...usage, key: null, organizationLimits: NO_LIMITS }).split('\n')
  expect(lines.slice(6)).toEqual(['Organization: no limits'])
})
