// What every benchmark says, in one form: a table for people, one JSON object for programs (`-- --json`).
import { arch, cpus, platform } from 'node:os'
import { parseArgs } from 'node:util'

export type Goal = { readonly atMost: number } | { readonly atLeast: number }

export type Figure = {
  readonly value: number
  readonly unit: string
  readonly goal: string
  readonly holds: boolean
  readonly runs: number
  readonly min: number
  readonly max: number
}

export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low = Number.NaN, high = low] = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1)
  return (low + high) / 2
}

/** The median of the samples against its goal; without one it only explains the others. */
export function figure(samples: readonly number[], unit: string, goal?: Goal): Figure {
  const value = round(median(samples))
  return {
    value,
    unit,
    ...judge(value, goal),
    runs: samples.length,
    min: round(Math.min(...samples)),
    max: round(Math.max(...samples)),
  }
}

function judge(value: number, goal: Goal | undefined): Pick<Figure, 'goal' | 'holds'> {
  if (goal === undefined) return { goal: '', holds: true }
  if ('atMost' in goal) return { goal: `≤ ${goal.atMost}`, holds: value <= goal.atMost }
  return { goal: `≥ ${goal.atLeast}`, holds: value >= goal.atLeast }
}

const round = (value: number) => Number(value.toPrecision(4))

/** Prints the figures; a goal that does not hold makes the exit code 1. */
export function report(bench: string, figures: Record<string, Figure>): void {
  const machine = `${cpus()[0]?.model ?? 'unknown'} × ${cpus().length}, ${platform()} ${arch()}, Node ${process.versions.node}`
  const { values } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true })
  if (values.json) console.log(JSON.stringify({ bench, machine, figures }))
  else {
    console.log(`${bench} on ${machine}`)
    console.table(figures)
  }
  if (Object.values(figures).some(({ holds }) => !holds)) process.exitCode = 1
}
