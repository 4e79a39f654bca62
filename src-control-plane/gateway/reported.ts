// All that an answer says of itself for the ledger, gathered from its pieces. Pure.
import { cleanText, type TokenCounts } from '../ledger/index.ts'
import { readModelTurn } from './model-turn.ts'
import { readCounts } from './token-counts.ts'

export type Reported = {
  readonly model: string | null
  readonly counts: Partial<TokenCounts>
  /** Each once, in the order in which they were first called. */
  readonly tools: readonly string[]
  readonly stopReason: string | null
}

export const NOTHING_REPORTED: Reported = { model: null, counts: {}, tools: [], stopReason: null }

/** More than any one answer calls; a row is no place for more. */
const MAX_TOOLS = 50

export function readReported(answer: unknown): Reported {
  const { model, counts } = readCounts(answer)
  const { tools, stopReason } = readModelTurn(answer)
  return {
    model: model === null ? null : cleanText(model),
    counts,
    tools: distinct(tools.map((name) => cleanText(name))),
    stopReason: stopReason === null ? null : cleanText(stopReason),
  }
}

/** Later events repeat a count with its newest value; they never take one back. */
export function merge(earlier: Reported, later: Reported): Reported {
  return {
    model: earlier.model ?? later.model,
    counts: { ...earlier.counts, ...later.counts },
    tools: later.tools.length === 0 ? earlier.tools : distinct([...earlier.tools, ...later.tools]),
    stopReason: later.stopReason ?? earlier.stopReason,
  }
}

const distinct = (names: readonly string[]) => [...new Set(names)].slice(0, MAX_TOOLS)
