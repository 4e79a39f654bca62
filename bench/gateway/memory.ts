// Whether the gateway holds more memory after 100,000 requests than it did once it was warm.
import { median } from '../report.ts'
import { load } from './load.ts'
import { type Measured, startMooring, startUpstream } from './targets.ts'

const CONNECTIONS = 32
/** Caches fill and code is compiled until then. */
const WARM_UP = 20_000
const REQUESTS = 100_000
/** Memory goes up and down between two collections: it is read as often, after so many requests each. */
const SAMPLES = 5
const BETWEEN = 2_000

/** As many ratios as there are samples: memory after all requests to what it was before them. */
export async function memoryGrowth(): Promise<number[]> {
  await using upstream = await startUpstream()
  await using mooring = await startMooring(upstream.target.url)
  await load(mooring.target, 'json', CONNECTIONS, WARM_UP - SAMPLES * BETWEEN)
  const before = median(await sampled(mooring))
  await load(mooring.target, 'json', CONNECTIONS, REQUESTS - SAMPLES * BETWEEN)
  return (await sampled(mooring)).map((bytes) => bytes / before)
}

async function sampled(mooring: Measured): Promise<number[]> {
  const samples: number[] = []
  for (let n = 0; n < SAMPLES; n++) {
    await load(mooring.target, 'json', CONNECTIONS, BETWEEN)
    samples.push(await mooring.memory())
  }
  return samples
}
