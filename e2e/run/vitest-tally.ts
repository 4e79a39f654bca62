// Tells the run what vitest counted. A skip's reason is the note given to `skip`, or stands in brackets in the title.
import { writeFileSync } from 'node:fs'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { TALLY_FILE } from './config.ts'
import { NOTHING, sum, type Tally, tallyOfSkip } from './tally.ts'

/** `store (PostgreSQL: not installed)`, `refuses a home (skipped as root, who can write anywhere)`. */
const REASON_IN_TITLE = /\((?:[^()]+: |skipped )([^()]+)\)/

export default class VitestTally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tallies = modules.flatMap((module) => [
      { ...NOTHING, failed: module.errors().length },
      ...[...module.children.allTests()].map(tallyOf),
    ])
    const tally = sum([...tallies, { ...NOTHING, failed: unhandled.length }])
    if (TALLY_FILE !== undefined) writeFileSync(TALLY_FILE, JSON.stringify(tally))
  }
}

function tallyOf(test: TestCase): Tally {
  const result = test.result()
  if (result.state === 'passed') return { ...NOTHING, passed: 1 }
  if (result.state === 'failed') return { ...NOTHING, failed: 1 }
  const note = result.state === 'skipped' ? result.note : undefined
  return tallyOfSkip(test.fullName, note ?? test.fullName.match(REASON_IN_TITLE)?.[1])
}
