// How soon the app is usable, how much it holds while idle, and how much script its window needs first.
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from '@playwright/test'
import { CHROMIUM, createPlace, PROMPT, READY, said, startByNpm, terminalIn } from '../../e2e/app/index.ts'
import { figure, report } from '../report.ts'
import { entryGzipBytes } from './entry-size.ts'
import { residentMegabytes } from './memory.ts'

const RUNS = 7

/** By then a started app is done with its first requests and has given back what they took. Milliseconds. */
const SETTLING_MS = 5_000

type Run = { readonly startMs: number; readonly idleMegabytes: number }

await using browser = await chromium.launch(CHROMIUM)
// An empty home and a cold disk cache are measured apart: the first run is not counted.
using place = createPlace()
await measure(browser, place)
const runs: Run[] = []
for (let n = 0; n < RUNS; n += 1) runs.push(await measure(browser, place))

const window = fileURLToPath(new URL('../../out/renderer', import.meta.url))
report('start', {
  start_ms: figure(
    runs.map(({ startMs }) => startMs),
    'ms',
    { atMost: 2_500 },
  ),
  idle_rss_mb: figure(
    runs.map(({ idleMegabytes }) => idleMegabytes),
    'MB',
    { atMost: 250 },
  ),
  entry_gzip_kb: figure([entryGzipBytes(window) / 1e3], 'kB', { atMost: 350 }),
})

/** `npm start` to a usable page; then, with one shell open and no window, what all of it holds. */
async function measure(browser: Browser, { home, environment }: ReturnType<typeof createPlace>): Promise<Run> {
  const start = performance.now()
  const app = startByNpm(['--no-open', '--stop-terminals', '--port', '0', '--home', home], environment)
  try {
    const address = await said(app, READY)
    const page = await browser.newPage()
    await page.goto(address)
    await page.getByRole('button', { name: 'New terminal' }).waitFor()
    const startMs = performance.now() - start
    await page.getByRole('button', { name: 'New terminal' }).click()
    await terminalIn(page).rows.filter({ hasText: PROMPT }).waitFor()
    await page.context().close()
    await delay(SETTLING_MS)
    return { startMs, idleMegabytes: residentMegabytes(home) }
  } finally {
    if (app.child.pid !== undefined) process.kill(-app.child.pid, 'SIGINT')
    await app.ended
  }
}
