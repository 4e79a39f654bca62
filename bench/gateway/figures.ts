// What the rounds say. Pure.
import { type Figure, figure } from '../report.ts'
import { type Load, percentile } from './load.ts'
import type { Round, Rounds } from './rounds.ts'

type Figures = Record<string, Figure>

/** At one connection, where what is added is not hidden behind what waits. */
export function latencyFigures({ shape, rounds }: Rounds): Figures {
  const prefix = shape === 'json' ? '' : `${shape}_`
  const medians = (way: keyof Round) => added(rounds, way, 0.5)
  const ratios = rounds.flatMap((round) => {
    const portkey = addedBy(round, 'portkey', 0.5)
    return portkey === null ? [] : [(addedBy(round, 'mooring', 0.5) ?? Number.NaN) / portkey]
  })
  return {
    [`${prefix}added_p50_ms`]: figure(medians('mooring'), 'ms', shape === 'json' ? { atMost: 1.5 } : undefined),
    [`${prefix}added_p99_ms`]: figure(added(rounds, 'mooring', 0.99), 'ms'),
    [`${prefix}direct_p50_ms`]: figure(
      rounds.map(({ direct }) => percentile(direct, 0.5)),
      'ms',
    ),
    ...(ratios.length === 0
      ? {}
      : {
          [`${prefix}portkey_added_p50_ms`]: figure(medians('portkey'), 'ms'),
          [`${prefix}p50_vs_portkey`]: figure(ratios, '×', { atMost: 0.5 }),
        }),
  }
}

export function loadFigures({ shape, connections, rounds }: Rounds): Figures {
  const suffix = `${shape === 'json' ? '' : `${shape}_`}${connections}`
  const goal = shape === 'json' && connections === 32 ? { atLeast: 2 } : undefined
  const rates = (loads: readonly (Load | null)[]) => loads.flatMap((one) => one?.requestsPerSecond ?? [])
  const ratios = rates(rounds.map(({ portkey }) => portkey)).map(
    (rate, n) => (rounds[n]?.mooring.requestsPerSecond ?? Number.NaN) / rate,
  )
  return {
    [`rps_${suffix}`]: figure(rates(rounds.map(({ mooring }) => mooring)), '1/s'),
    [`direct_rps_${suffix}`]: figure(rates(rounds.map(({ direct }) => direct)), '1/s'),
    [`added_p50_ms_${suffix}`]: figure(added(rounds, 'mooring', 0.5), 'ms'),
    [`added_p99_ms_${suffix}`]: figure(added(rounds, 'mooring', 0.99), 'ms'),
    ...(ratios.length === 0
      ? {}
      : {
          [`portkey_rps_${suffix}`]: figure(rates(rounds.map(({ portkey }) => portkey)), '1/s'),
          [goal === undefined ? `rps_vs_portkey_${suffix}` : 'rps_vs_portkey']: figure(ratios, '×', goal),
        }),
  }
}

const added = (rounds: readonly Round[], way: keyof Round, share: number) =>
  rounds.flatMap((round) => addedBy(round, way, share) ?? [])

/** Milliseconds more than directly. */
function addedBy(round: Round, way: keyof Round, share: number): number | null {
  const through = round[way]
  return through === null ? null : percentile(through, share) - percentile(round.direct, share)
}
