// The same requests by every way in turn, again and again, so that what the machine does meanwhile meets all of them alike.
import type { Shape } from './answers.ts'
import { type Load, load } from './load.ts'
import { startMooring, startPortkey, startUpstream, type Target } from './targets.ts'

const RUNS = 5
/** Rounds that are not counted: until then code is still being compiled, ours more than the others. */
const UNCOUNTED = 4

export type Round = { readonly direct: Load; readonly mooring: Load; readonly portkey: Load | null }
export type Rounds = { readonly shape: Shape; readonly connections: number; readonly rounds: readonly Round[] }

/** Requests of one round by one way: enough for a 99th percentile where one connection waits, for a second's work where many do. */
const COUNTS: Record<Shape, { one: number; many: number }> = {
  json: { one: 600, many: 3_000 },
  sse: { one: 100, many: 300 },
}
/** The other gateway takes so much longer that fewer say as much. */
const PORTKEY_SHARE = 1 / 3

export async function measureRounds(connectionCounts: readonly number[]): Promise<Rounds[]> {
  await using upstream = await startUpstream()
  await using mooring = await startMooring(upstream.target.url)
  await using portkey = await startPortkey(upstream.target.url)
  const ways = { direct: upstream.target, mooring: mooring.target, portkey: portkey?.target ?? null }
  const measured: Rounds[] = []
  for (const connections of connectionCounts)
    for (const shape of ['json', 'sse'] as const)
      measured.push({ shape, connections, rounds: await roundsOf(ways, shape, connections) })
  return measured
}

type Ways = { direct: Target; mooring: Target; portkey: Target | null }

async function roundsOf({ direct, mooring, portkey }: Ways, shape: Shape, connections: number): Promise<Round[]> {
  const count = COUNTS[shape][connections === 1 ? 'one' : 'many']
  const rounds: Round[] = []
  for (let n = 0; n < UNCOUNTED + RUNS; n++) {
    const round = {
      direct: await load(direct, shape, connections, count),
      mooring: await load(mooring, shape, connections, count),
      portkey:
        portkey === null
          ? null
          : await load(portkey, shape, connections, Math.max(connections, Math.ceil(count * PORTKEY_SHARE))),
    }
    if (n >= UNCOUNTED) rounds.push(round)
  }
  return rounds
}
