// What the brake costs: how far a screen may be behind while nobody is shown it, against how fast a burst passes to a program and to a browser.
import { type Figure, figure } from '../report.ts'
import { measureInBrowser } from './browser.ts'
import { openPlace } from './place.ts'
import { measureThroughput } from './throughput.ts'

const MIB = 1_048_576
const BACKLOGS_MIB = [0.5, 4, 16, 64]
const CAT_RUNS = 5

/** A goal is at none of them: it is the curve by which the bound was chosen. */
export async function measureCurve(): Promise<Record<string, Figure>> {
  const figures: Record<string, Figure> = {}
  for (const mib of BACKLOGS_MIB) {
    await using place = await openPlace({ freeBacklogBytes: mib * MIB })
    const cat = await measureThroughput(place, { runs: CAT_RUNS, withPeer: false })
    const browser = await measureInBrowser(place, { interruptRuns: 0 })
    figures[`cat_vs_floor_at_${mib}_mib`] = figure(ratios(cat.ours, cat.floor), '×')
    figures[`browser_vs_xterm_at_${mib}_mib`] = figure(ratios(browser.ours, browser.plain), '×')
  }
  return figures
}

/** Of each run against the one beside it. */
export const ratios = (ours: readonly number[], theirs: readonly number[]): number[] =>
  ours.map((value, run) => value / (theirs[run] ?? Number.NaN))
