// What a person in a browser has of it: how fast a burst is drawn, and how soon Ctrl-C brings the prompt back.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { build } from 'vite'
import { CHROMIUM } from '../../e2e/app/index.ts'
import { writePayload } from './payload.ts'
import type { Place } from './place.ts'

const BURST_BYTES = 20_000_000
const BURST_RUNS = 5
const INTERRUPT_RUNS = 5
const INTERRUPTS = 40
/** Milliseconds that a flood lasts: from its first moments, in which most is on its way, to a steady state. */
const LONGEST_FLOOD_MS = 2_500

/** Rates in MB (10⁶ bytes) a second; the 99th percentile of each run of interrupts in milliseconds. */
export type InBrowser = { plain: number[]; ours: number[]; interruptP99: number[] }

export async function measureInBrowser(place: Place, { interruptRuns = INTERRUPT_RUNS } = {}): Promise<InBrowser> {
  await buildPage(place)
  await using browser = await chromium.launch(CHROMIUM)
  const payload = join(place.folder, 'burst')
  writePayload(payload, BURST_BYTES)
  // What a PTY makes of it, for xterm without a PTY.
  writeFileSync(
    join(place.folder, 'page', 'burst.bin'),
    readFileSync(payload, 'latin1').replaceAll('\n', '\r\n'),
    'latin1',
  )
  const result: InBrowser = { plain: [], ours: [], interruptP99: [] }
  for (let run = 0; run < BURST_RUNS; run += 1) {
    result.plain.push(await plainBurst(browser, place))
    result.ours.push(await burst(browser, place, payload))
  }
  for (let run = 0; run < interruptRuns; run += 1) result.interruptP99.push(await interrupts(browser, place))
  return result
}

async function buildPage({ folder }: Place): Promise<void> {
  await build({
    root: join(import.meta.dirname, 'page'),
    configFile: false,
    logLevel: 'error',
    build: { outDir: join(folder, 'page'), emptyOutDir: true, target: 'es2024' },
  })
}

async function openPage(browser: Browser, { page: address }: Place): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(address)
  return page
}

const call = (page: Page, name: string, ...args: string[]): Promise<unknown> =>
  page.evaluate(`${name}(${args.map((argument) => JSON.stringify(argument)).join(', ')})`)

async function plainBurst(browser: Browser, place: Place): Promise<number> {
  const page = await openPage(browser, place)
  const { bytes, milliseconds } = (await call(page, 'writeAddress', '/burst.bin')) as {
    bytes: number
    milliseconds: number
  }
  await page.close()
  return bytes / 1e3 / milliseconds
}

async function burst(browser: Browser, place: Place, payload: string): Promise<number> {
  const id = await place.openScript(`stty -echo; printf READY; read go; cat '${payload}'; printf E''ND; read end`)
  const page = await openPage(browser, place)
  await call(page, 'attach', place.address(id))
  const milliseconds = Number(await call(page, 'typeUntil', '\n', 'END'))
  await page.close()
  await place.terminals.close(id)
  return readFileSync(join(place.folder, 'page', 'burst.bin')).byteLength / 1e3 / milliseconds
}

/** The 99th percentile of many floods, each interrupted at another moment. */
async function interrupts(browser: Browser, place: Place): Promise<number> {
  const id = await place.openScript(
    'stty -echo; n=0; trap : INT; while :; do n=$((n+1)); printf "READY%s " $n; read go; yes; done',
  )
  const page = await openPage(browser, place)
  await call(page, 'attach', place.address(id))
  const times: number[] = []
  for (let run = 1; run <= INTERRUPTS; run += 1) {
    await page.evaluate(`typeUntil('\\n', 'y')`)
    await page.waitForTimeout((run / INTERRUPTS) * LONGEST_FLOOD_MS)
    times.push(Number(await call(page, 'typeUntil', '\x03', `READY${run + 1}`)))
  }
  await page.close()
  await place.terminals.close(id)
  return percentile(times, 0.99)
}

function percentile(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN
}
