// One request from its first byte to its last, for the ledger: what it is, whether it may go, and how it ended.
import { Failure } from '#contract/failure'
import type { CredentialMode, LedgerEntry } from '#contract/gateway'
import { type Database, isOutage } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { newId } from '../secret/index.ts'
import type { Asked } from './asked.ts'
import { cleanText } from './clean-text.ts'
import { clientName, MAX_USER_AGENT_LENGTH } from './client-name.ts'
import { keepPrompt } from './kept-prompts.ts'
import {
  type Limited,
  mustBeCounted,
  NO_RESERVATION,
  requireAllowed,
  requirePrice,
  reservationFor,
  usesTokens,
} from './limits.ts'
import type { Lease, OpenFacts, OpenRow } from './open-requests.ts'
import { costOf, type Prices, priceOf } from './prices.ts'
import { principalOf } from './principal.ts'
import { reserve } from './reserve.ts'
import type { LedgerRow } from './rows.ts'
import { sessionOf } from './session-of.ts'
import { NO_TOKENS, type TokenCounts } from './tokens.ts'
import type { Writer } from './writer.ts'

/** Which door, in the provider's own words. */
export type Door = Pick<LedgerEntry, 'provider' | 'path'>

export type EntryOptions = {
  readonly headers: Headers
  /** Called once, when the request has ended. */
  readonly over?: (() => void) | undefined
  /** Who asks from inside, and in which conversation, instead of what headers say. */
  readonly inside?: { readonly client: string; readonly session: string } | undefined
}

/** What is decided from: the limits that hold, what the request says, and its body if that is to be kept. */
export type Admission = {
  readonly asked: Asked
  readonly limits: Limited
  readonly mode: CredentialMode
  readonly keep: Uint8Array | null
}

export type Ending = Pick<LedgerEntry, 'status' | 'outcome' | 'error'> &
  Partial<TokenCounts & Pick<LedgerEntry, 'model' | 'tools' | 'stopReason' | 'upstreamId'>>

export type OpenEntry = {
  /** Known at once, and answered as `x-request-id`. */
  readonly id: string
  /** What becomes known on the way. */
  readonly note: (facts: { asked?: Asked; mode?: CredentialMode; hint?: string | null }) => void
  readonly noteFirstByte: () => void
  /**
   * Before upstream is called. Throws `forbidden` for what is not allowed and `too-many-requests` for what is used up. Waits for the
   * database only where something is limited.
   */
  readonly admit: (admission: Admission) => Promise<void>
  /** Writes the row. The first call wins: a request ends once. Never rejects: an answer is not lost with its row. */
  readonly close: (ending: Ending) => Promise<void>
}

/** Which kind of limit a request met. */
export type LimitReason = 'model' | 'price' | 'count'

export type EntryDependencies = Pick<Database, 'db'> & {
  readonly now: () => number
  readonly report: (error: unknown) => void
  readonly prices: Prices
  readonly writer: Writer
  readonly lease: () => Lease
  readonly onEnded: (row: LedgerRow) => void
  readonly onLimited: (because: LimitReason) => void
}

export function openEntry(deps: EntryDependencies, scope: OrgScope, door: Door, options: EntryOptions): OpenEntry {
  const { now, writer } = deps
  const { organizationId, ownerId } = scope
  const id = newId('req')
  const at = now()
  const principal = principalOf(scope)
  const userAgent = options.headers.get('user-agent')
  let facts: OpenFacts = {
    ...door,
    ownerId,
    model: null,
    mode: null,
    hint: null,
    client: options.inside?.client ?? clientName(userAgent),
    userAgent: userAgent === null ? null : cleanText(userAgent, MAX_USER_AGENT_LENGTH),
    session: options.inside?.session ?? null,
  }
  let firstByteMs: number | null = null
  let open = false
  let closing: Promise<void> | undefined

  const rowOf = (ending: Ending): LedgerRow => {
    const tokens = { ...NO_TOKENS, ...ending }
    const model = facts.model ?? ending.model ?? null
    const found = priceOf(deps.prices, model)
    const { tools = [], stopReason = null, upstreamId = null, status, outcome, error } = ending
    return {
      ...facts,
      ...{ organizationId, id, at, principal, status, outcome, error, model, stopReason, upstreamId, firstByteMs },
      inputTokens: tokens.inputTokens,
      outputTokens: tokens.outputTokens,
      cacheReadTokens: tokens.cacheReadTokens,
      cacheWriteTokens: tokens.cacheWriteTokens,
      tools: JSON.stringify(tools),
      durationMs: now() - at,
      cost: found === null ? null : costOf(door.provider, found.price, tokens),
      priceVersion: found?.version ?? null,
    }
  }

  return {
    id,
    note({ asked, ...more }) {
      facts = { ...facts, ...more }
      if (asked === undefined) return
      const session = facts.session ?? sessionOf(options.headers, asked.claims)
      facts = { ...facts, model: asked.model, session: session === null ? null : cleanText(session) }
    },
    noteFirstByte() {
      firstByteMs ??= now() - at
    },
    async admit({ asked, limits, mode, keep }) {
      const paid = mode === 'centralized'
      const price = priceOf(deps.prices, asked.model)
      telling(deps, 'model', () => requireAllowed(limits, asked))
      if (paid && usesTokens(door.path)) telling(deps, 'price', () => requirePrice(limits, asked, price))
      const held = paid ? reservationFor(door.path, asked, price) : NO_RESERVATION
      const row: OpenRow = {
        ...{ organizationId, id, at, principal, ...deps.lease(), facts: JSON.stringify(facts) },
        ...{ reservedTokens: held.tokens, reservedCost: held.cost },
      }
      if (mustBeCounted(limits, paid)) await counted(deps, { row, keyId: scope.keyId, limited: limits, paid })
      else void writer.write({ what: 'begun', row })
      open = true
      if (keep !== null) void keepPrompt(deps, { organizationId, id, at, body: keep }).catch(deps.report)
    },
    close(ending) {
      if (closing === undefined) {
        options.over?.()
        const row = rowOf(ending)
        closing = writer.write({ what: 'ended', row, open })
        deps.onEnded(row)
      }
      return closing
    },
  }
}

function telling({ onLimited }: EntryDependencies, because: LimitReason, require: () => void): void {
  try {
    require()
  } catch (failure) {
    onLimited(because)
    throw failure
  }
}

/** What cannot be counted is not let through. */
async function counted(deps: EntryDependencies, reserving: Parameters<typeof reserve>[1]): Promise<void> {
  try {
    // What has ended counts as what it used, not as what it was held to.
    await deps.writer.written()
    await reserve(deps, reserving, deps.now())
  } catch (error) {
    if (isOutage(error)) throw new Failure('unavailable', 'Limits cannot be counted now.', { cause: error })
    deps.onLimited('count')
    throw error
  }
}
