// What a credential used and may use, as a person reads it in a terminal.
import type { Limits, OwnUsage, UsageTotals } from '#contract/gateway'
import { table } from './output.ts'

const HEADINGS = ['MODEL', 'REQUESTS', 'INPUT', 'OUTPUT', 'CACHE READ', 'CACHE WRITE', 'COST']

export function usageTable(usage: OwnUsage): string {
  const rows = usage.models.map(({ model = '', ...totals }) => [model, ...numbersOf(totals)])
  const heading = `${usage.principal} in ${usage.organizationId}, ${usage.from} to ${usage.to} (UTC)`
  const sums = table([HEADINGS, ...rows, ['total', ...numbersOf(usage.total)]])
  return [heading, '', sums, '', ...limitLines(usage)].join('\n')
}

function numbersOf({ requests, unpriced, cost, ...totals }: UsageTotals): string[] {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = totals
  const counts = [requests, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens].map(String)
  // Some of it nobody knows the price of.
  return [...counts, unpriced > 0 ? `${dollars(cost)} + ?` : dollars(cost)]
}

function limitLines({ key, organizationLimits }: OwnUsage): string[] {
  const lines = [`Organization: ${limitWords(organizationLimits)}`]
  if (key === null) return lines
  const used = `${key.requestsLastMinute} requests in the last minute; this month ${key.tokensThisMonth} tokens, ${dollars(key.costThisMonth)}`
  return [`This key: ${limitWords(key.limits)}`, `Used: ${used}`, ...lines]
}

function limitWords({ requestsPerMinute, tokensPerMonth, costPerMonth, allowedModels }: Limits): string {
  const words = [
    requestsPerMinute === null ? [] : `${requestsPerMinute} requests a minute`,
    tokensPerMonth === null ? [] : `${tokensPerMonth} tokens a month`,
    costPerMonth === null ? [] : `${dollars(costPerMonth)} a month`,
    allowedModels === null ? [] : `models ${allowedModels.join(', ') || 'none'}`,
  ].flat()
  return words.length === 0 ? 'no limits' : words.join(', ')
}

const dollars = (millionths: number) => `$${(millionths / 1_000_000).toFixed(2)}`
