// What the gateway does, in numbers for machines. Labels are few and bounded: never an organization, a person or a model, which anybody could
// make up by the million. The library is loaded with the first thing to count, since an idle control plane has no use for it.
import type { Registry } from 'prom-client'
import { wireFormatOf } from '#contract/gateway'
import type { LimitReason, RowOfLedger } from '../ledger/index.ts'

export type GatewayMetrics = {
  readonly ended: (row: RowOfLedger) => void
  readonly limited: (because: LimitReason) => void
  /** In Prometheus' text format. */
  readonly text: () => Promise<{ type: string; body: string }>
}

/** Looked at when somebody asks. */
export type Gauges = {
  readonly inFlight: () => number
  /** Rows of the ledger that wait for the database. */
  readonly waiting: () => number
  readonly credentials: () => Readonly<Record<'cooling' | 'broken', number>>
}

/** Seconds: from a refusal in a millisecond to a long stream. */
const DURATIONS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600]

export function createGatewayMetrics(gauges: Gauges): GatewayMetrics {
  let loaded: Promise<Meters> | undefined
  const meters = () => {
    loaded ??= import('prom-client').then((library) => createMeters(library, gauges))
    return loaded
  }
  return {
    ended: (row) => void meters().then((found) => found.ended(row)),
    limited: (because) => void meters().then((found) => found.limited(because)),
    async text() {
      const { registry } = await meters()
      return { type: registry.contentType, body: await registry.metrics() }
    },
  }
}

type Meters = Omit<GatewayMetrics, 'text'> & { registry: Registry }

function createMeters(library: typeof import('prom-client'), gauges: Gauges): Meters {
  const { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } = library
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'mooring_gateway_requests_total',
    help: 'Requests through the gateway that have ended',
    labelNames: ['wire', 'mode', 'outcome', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'mooring_gateway_request_seconds',
    help: 'From the first byte of a request to the last of its answer',
    labelNames: ['wire', 'mode', 'outcome'],
    buckets: DURATIONS,
    registers,
  })
  const firstBytes = new Histogram({
    name: 'mooring_gateway_first_byte_seconds',
    help: 'From the first byte of a request to the first of its answer',
    labelNames: ['wire', 'mode'],
    buckets: DURATIONS,
    registers,
  })
  const tokens = new Counter({
    name: 'mooring_gateway_tokens_total',
    help: 'Tokens as the providers counted them',
    labelNames: ['wire', 'mode', 'kind'],
    registers,
  })
  const limits = new Counter({
    name: 'mooring_gateway_limited_total',
    help: 'Requests that were refused because of a limit',
    labelNames: ['because'],
    registers,
  })
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  gauge('mooring_gateway_requests_in_flight', 'Requests that are under way', gauges.inFlight)
  gauge('mooring_ledger_rows_waiting', 'Rows of the ledger that the database has not taken yet', gauges.waiting)
  new Gauge({
    name: 'mooring_gateway_credentials',
    help: 'Provider credentials that are passed over at the moment',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(gauges.credentials())) this.set({ state }, count)
    },
  })
  return {
    registry,
    limited: (because) => limits.inc({ because }),
    ended(row) {
      const wire = wireFormatOf(row.provider)
      const mode = row.mode ?? 'none'
      requests.inc({ wire, mode, outcome: row.outcome, status: `${Math.floor(row.status / 100)}xx` })
      durations.observe({ wire, mode, outcome: row.outcome }, row.durationMs / 1_000)
      if (row.firstByteMs != null) firstBytes.observe({ wire, mode }, row.firstByteMs / 1_000)
      for (const [kind, count] of Object.entries(kindsOf(row))) if (count > 0) tokens.inc({ wire, mode, kind }, count)
    },
  }
}

const kindsOf = (row: RowOfLedger) => ({
  input: row.inputTokens,
  output: row.outputTokens,
  'cache-read': row.cacheReadTokens,
  'cache-write': row.cacheWriteTokens,
})
