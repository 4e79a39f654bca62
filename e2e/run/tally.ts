// What a run counted: tests, checks and the reasons of those that were skipped.
import { z } from 'zod'

const Skip = z.object({ title: z.string(), reason: z.string() })
export const Tally = z.object({ passed: z.number(), failed: z.number(), skips: z.array(Skip) })
export type Tally = z.infer<typeof Tally>

export const NOTHING: Tally = { passed: 0, failed: 0, skips: [] }
export const PASSED: Tally = { ...NOTHING, passed: 1 }
export const FAILED: Tally = { ...NOTHING, failed: 1 }

export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.reduce((total, { failed }) => total + failed, 0),
    skips: tallies.flatMap(({ skips }) => skips),
  }
}

/** A skip without a reason is a test that somebody switched off: it fails. */
export function tallyOfSkip(title: string, reason: string | undefined): Tally {
  if (reason !== undefined && reason !== '') return { ...NOTHING, skips: [{ title, reason }] }
  console.error(`✘ skipped without a reason: ${title}`)
  return FAILED
}

export function closingLine({ passed, failed, skips }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skips.length} skipped`
}
