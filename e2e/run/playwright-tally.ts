// Tells the run what Playwright counted. A skip's reason is what was given to `test.skip(condition, reason)`.
import { writeFileSync } from 'node:fs'
import type { Reporter, Suite, TestCase } from '@playwright/test/reporter'
import { TALLY_FILE } from './config.ts'
import { NOTHING, sum, type Tally, tallyOfSkip } from './tally.ts'

export default class PlaywrightTally implements Reporter {
  private suite: Suite | undefined
  private errors = 0

  onBegin(_config: unknown, suite: Suite): void {
    this.suite = suite
  }

  onError(): void {
    this.errors += 1
  }

  onEnd(): void {
    const tallies = (this.suite?.allTests() ?? []).map(tallyOf)
    const tally = sum([...tallies, { ...NOTHING, failed: this.errors }])
    if (TALLY_FILE !== undefined) writeFileSync(TALLY_FILE, JSON.stringify(tally))
  }

  printsToStdio(): boolean {
    return false
  }
}

function tallyOf(test: TestCase): Tally {
  if (test.outcome() === 'expected') return { ...NOTHING, passed: 1 }
  if (test.outcome() !== 'skipped') return { ...NOTHING, failed: 1 }
  const title = test.titlePath().filter(Boolean).join(' › ')
  return tallyOfSkip(title, test.annotations.find(({ type }) => type === 'skip')?.description)
}
