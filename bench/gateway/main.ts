// What the gateway adds to a request, beside another gateway, over the same upstream; whether its memory stays; and how soon upstream
// hears of a client that leaves. `-- latency`, `-- load`, `-- memory` or `-- abort` measures that part alone.
import { parseArgs } from 'node:util'
import { type Figure, figure, report } from '../report.ts'
import { abortLags } from './abort.ts'
import { latencyFigures, loadFigures } from './figures.ts'
import { memoryGrowth } from './memory.ts'
import { measureRounds } from './rounds.ts'

type Figures = Record<string, Figure>

const ABORT_RUNS = 5

const PARTS: Record<string, () => Promise<Figures>> = {
  latency: async () => Object.assign({}, ...(await measureRounds([1])).map(latencyFigures)),
  load: async () => Object.assign({}, ...(await measureRounds([32, 256])).map(loadFigures)),
  memory: async () => ({ rss_growth_ratio: figure(await memoryGrowth(), '×', { atMost: 1.1 }) }),
  abort: async () => ({ abort_p99_ms: figure(await abortLags(ABORT_RUNS), 'ms', { atMost: 100 }) }),
}

const { positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true })
const figures: Figures = {}
for (const [name, measure] of Object.entries(PARTS)) {
  if (positionals.length === 0 || positionals.includes(name)) Object.assign(figures, await measure())
}
report('gateway', figures)
