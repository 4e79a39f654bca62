// What holds without running the product: types, style, layers, nothing unused, and a test for each number of the specification.
import { step, succeeds } from './command.ts'
import { FAILED, PASSED, sum, type Tally } from './tally.ts'

const PARTS = 'src-contract src-control-plane src-host src-main src-renderer e2e bench'

const CHECKS = [
  { name: 'types', command: 'tsc -b' },
  { name: 'style', command: 'biome check --error-on-warnings' },
  { name: 'layers', command: `depcruise ${PARTS}` },
  { name: 'unused', command: 'knip' },
  { name: 'specification', command: 'node e2e/run/spec-numbers.ts' },
]

export async function runChecks(): Promise<Tally> {
  const tallies: Tally[] = []
  for (const { name, command } of CHECKS) {
    const holds = await step(name, () => succeeds(command))
    if (!holds) console.error(`✘ ${name} (${command})`)
    tallies.push(holds ? PASSED : FAILED)
  }
  return sum(tallies)
}
