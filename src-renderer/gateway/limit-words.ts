// Limits as a person reads them.
import type { Limits } from '#contract/gateway'
import { dollarWords } from '../money/index.ts'

const whole = new Intl.NumberFormat('en')

export function limitWords({ requestsPerMinute, tokensPerMonth, costPerMonth, allowedModels }: Limits) {
  const number = (value: number | null) => (value === null ? 'No limit' : whole.format(value))
  return {
    requestsPerMinute: number(requestsPerMinute),
    tokensPerMonth: number(tokensPerMonth),
    costPerMonth: costPerMonth === null ? 'No limit' : dollarWords(costPerMonth),
    allowedModels: allowedModels === null ? 'All' : allowedModels.length === 0 ? 'None' : allowedModels.join(', '),
  }
}
