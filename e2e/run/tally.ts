// What a run counted: tests, checks and the reasons of those that were skipped.

export type Skip = { readonly title: string; readonly reason: string }
export type Tally = { readonly passed: number; readonly failed: number; readonly skips: readonly Skip[] }

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

export function closingLine({ passed, failed, skips }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skips.length} skipped`
}
