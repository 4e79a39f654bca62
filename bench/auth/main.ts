// What it costs to know who calls, against an answer to anybody and against better-auth's stock API keys; and how soon a deleted key ends
// what it holds open.

import { startPostgres } from '../../e2e/run/postgres.ts'
import { findPostgres } from '../../e2e/run/prerequisites.ts'
import { type Figure, figure, report } from '../report.ts'
import { cpuPerRequest } from './load.ts'
import { KEYS } from './protocol.ts'
import { p99Lag } from './revocation.ts'
import { type Server, startServer } from './server.ts'
import { stockPluginFolder } from './stock-plugin.ts'

const RUNS = 7
/** Rounds that are not counted: until then code is still being compiled, ours more than the floor's. */
const UNCOUNTED = 5
const REQUESTS = 6_000
/** Each of a fresh key: as many are made before. */
const COLD_REQUESTS = 2_000
/** The stock plugin takes so much longer that fewer say as much. */
const STOCK_REQUESTS = 600
/** Deletions of one run: the slowest but one is its 99th percentile. */
const DELETIONS = 100
const LAG_RUNS = 5
const WARM_UP = 20

type Costs = { floor: number; warm: number; cold: number; stock: number }

const costs = await measureCosts()
const ratio = (of: keyof Costs, to: keyof Costs) => costs.map((cost) => cost[of] / cost[to])
const microseconds = (of: keyof Costs) =>
  figure(
    costs.map((cost) => cost[of]),
    'µs',
  )
report('auth', {
  warm_cpu_ratio: figure(ratio('warm', 'floor'), '×', { atMost: 2 }),
  cold_cpu_ratio: figure(ratio('cold', 'floor'), '×', { atMost: 10 }),
  stock_cpu_ratio: figure(ratio('stock', 'warm'), '×', { atLeast: 20 }),
  floor_cpu: microseconds('floor'),
  warm_cpu: microseconds('warm'),
  cold_cpu: microseconds('cold'),
  stock_cpu: microseconds('stock'),
  ...(await measureLags()),
})

async function measureCosts(): Promise<Costs[]> {
  await using floor = await startServer('floor')
  await using known = await startServer('mooring', [String(KEYS), '0'])
  // Apart, so that what one leaves to be written and collected is not the other's.
  await using unknown = await startServer('mooring', ['0', String((UNCOUNTED + RUNS) * COLD_REQUESTS)])
  await using stock = await startServer('stock', [stockPluginFolder()])
  const samples: Costs[] = []
  for (let n = 0; n < UNCOUNTED + RUNS; n++) {
    const fresh = unknown.ready.freshKeys.slice(n * COLD_REQUESTS, (n + 1) * COLD_REQUESTS)
    const sample = {
      floor: await cpuPerRequest(floor, floor.ready.keys, REQUESTS),
      warm: await cpuPerRequest(known, known.ready.keys, REQUESTS),
      cold: await cpuPerRequest(unknown, fresh, COLD_REQUESTS),
      stock: await cpuPerRequest(stock, stock.ready.keys, STOCK_REQUESTS),
    }
    if (n >= UNCOUNTED) samples.push(sample)
  }
  return samples
}

/** Across processes it takes PostgreSQL, and is left out where its server is not installed. */
async function measureLags(): Promise<Record<string, Figure>> {
  const figures: Record<string, Figure> = {}
  {
    await using plane = await startServer('mooring', ['0', '0'])
    figures.revoke_local_p99_ms = figure(await lags(plane, plane), 'ms', { atMost: 50 })
  }
  const program = findPostgres()
  if (program === undefined) return figures
  await using postgres = await startPostgres(program)
  await using here = await startServer('mooring', ['0', '0', postgres.url])
  await using there = await startServer('mooring', ['0', '0', postgres.url])
  figures.revoke_pg_p99_ms = figure(await lags(here, there), 'ms', { atMost: 250 })
  return figures
}

async function lags(deletedAt: Server, openAt: Server): Promise<number[]> {
  await p99Lag(deletedAt, openAt, WARM_UP)
  const samples: number[] = []
  for (let n = 0; n < LAG_RUNS; n++) samples.push(await p99Lag(deletedAt, openAt, DELETIONS))
  return samples
}
