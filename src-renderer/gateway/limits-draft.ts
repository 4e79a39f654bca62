// What stands in a form of limits, and the limits that it means. Numbers may be grouped as a person writes them; an empty field is no limit.
import type { Limits } from '#contract/gateway'

export type LimitsDraft = {
  requestsPerMinute: string
  tokensPerMonth: string
  /** US dollars. */
  costPerMonth: string
  onlySomeModels: boolean
  /** One a line. */
  allowedModels: string
}

export type LimitsWish =
  | { outcome: 'wish'; limits: Limits }
  /** By the field that is to be mended. */
  | { outcome: 'wrong'; errors: Partial<Record<keyof LimitsDraft, string>> }

const MILLIONTHS = 1_000_000

export function draftOf({ requestsPerMinute, tokensPerMonth, costPerMonth, allowedModels }: Limits): LimitsDraft {
  return {
    requestsPerMinute: grouped(requestsPerMinute),
    tokensPerMonth: grouped(tokensPerMonth),
    costPerMonth: costPerMonth === null ? '' : String(costPerMonth / MILLIONTHS),
    onlySomeModels: allowedModels !== null,
    allowedModels: allowedModels?.join('\n') ?? '',
  }
}

const whole = new Intl.NumberFormat('en')
const grouped = (value: number | null) => (value === null ? '' : whole.format(value))

export function limitsOf(draft: LimitsDraft): LimitsWish {
  const requestsPerMinute = wholeNumber(draft.requestsPerMinute)
  const tokensPerMonth = wholeNumber(draft.tokensPerMonth)
  const costPerMonth = dollars(draft.costPerMonth)
  const models = modelsOf(draft.allowedModels)
  const errors = {
    ...(requestsPerMinute === undefined && { requestsPerMinute: WHOLE }),
    ...(tokensPerMonth === undefined && { tokensPerMonth: WHOLE }),
    ...(costPerMonth === undefined && { costPerMonth: 'Give an amount of dollars above 0, or leave it empty.' }),
    ...(draft.onlySomeModels && modelsError(models)),
  }
  if (requestsPerMinute === undefined || tokensPerMonth === undefined || costPerMonth === undefined)
    return { outcome: 'wrong', errors }
  if (Object.keys(errors).length > 0) return { outcome: 'wrong', errors }
  const allowedModels = draft.onlySomeModels ? models : null
  return { outcome: 'wish', limits: { requestsPerMinute, tokensPerMonth, costPerMonth, allowedModels } }
}

const WHOLE = 'Give a whole number above 0, or leave it empty.'
/** As the contract has it. */
const MOST = 1_000_000_000_000
const MOST_MODELS = 100
const LONGEST_MODEL = 120

/** Null: empty. Undefined: no number that can be meant. */
function wholeNumber(text: string): number | null | undefined {
  const digits = text.replaceAll(/[\s,_]/g, '')
  if (digits === '') return null
  const value = Number(digits)
  return /^\d+$/.test(digits) && value > 0 && value <= MOST ? value : undefined
}

function dollars(text: string): number | null | undefined {
  const amount = text.replaceAll(/[\s,_$]/g, '')
  if (amount === '') return null
  const millionths = Math.round(Number(amount) * MILLIONTHS)
  return /^\d*\.?\d+$/.test(amount) && millionths > 0 && millionths <= MOST ? millionths : undefined
}

function modelsOf(text: string): string[] {
  const named = text.split(/[\n,]/).map((line) => line.trim())
  return [...new Set(named.filter((line) => line !== ''))]
}

function modelsError(models: readonly string[]): Pick<Record<keyof LimitsDraft, string>, 'allowedModels'> | object {
  if (models.length > MOST_MODELS) return { allowedModels: `Name at most ${MOST_MODELS}.` }
  if (models.some((model) => model.length > LONGEST_MODEL)) return { allowedModels: 'A name is too long.' }
  return {}
}
