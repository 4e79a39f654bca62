// Two hosts of one organization: the second, signed in by an API key, drives a terminal of the first through the relay.
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { decodeServerFrame } from '#contract/terminal'
import { type App, expect, PROMPT, startApp, terminalIn, test } from '../app/index.ts'
import { closeSecret, goTo, mintKey } from './steps.ts'

/** Bytes that the shell prints at one request, and how often it is asked: 10 MB altogether. */
const CHUNK = 524_288
const CHUNKS = 20

type Stream = { bytes: () => Buffer; start: () => number }

/** The output that this page's terminal receives, put together by the offsets of its frames. */
function recordOutput(page: Page): Stream {
  const pieces: { offset: number; bytes: Uint8Array }[] = []
  page.on('websocket', (socket) => {
    if (!socket.url().includes('/terminals/')) return
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload === 'string') return
      const decoded = decodeServerFrame(payload)
      if (decoded.outcome === 'frame' && decoded.frame.type === 'output') pieces.push(decoded.frame)
    })
  })
  const start = () => pieces[0]?.offset ?? 0
  return {
    start,
    bytes() {
      const gaps = pieces.filter(({ offset }, index) => {
        const before = pieces[index - 1]
        return before !== undefined && before.offset + before.bytes.length !== offset
      })
      expect(gaps.map(({ offset }) => offset)).toEqual([])
      return Buffer.concat(pieces.map(({ bytes }) => bytes))
    },
  }
}

async function startSecondHost(window: Page): Promise<App> {
  const { secret, controlPlaneUrl } = await mintKey(window, { name: 'second-host' })
  await closeSecret(window)
  await goTo(window, 'Terminals')
  return await startApp({ env: { MOORING_API_KEY: secret }, args: ['--control-plane', controlPlaneUrl] })
}

async function openOfFirst(page: Page) {
  await goTo(page, 'Hosts')
  const first = page.getByRole('article').filter({ hasNotText: 'this machine' })
  await expect(first).toContainText('Online')
  await first
    .getByRole('list', { name: /^Terminals of / })
    .getByRole('link')
    .first()
    .click()
  await expect(terminalIn(page).rows).toContainText(PROMPT)
  // Another machine's terminal is watched at first.
  await page.getByRole('button', { name: 'Take control' }).click()
}

test('[R1] shows and drives a terminal of another host, with the same bytes on both sides over 10 MB', async ({
  app,
  window,
  browser,
}) => {
  test.setTimeout(120_000)
  const near = recordOutput(window)
  await window.getByRole('button', { name: 'New terminal' }).click()
  await expect(terminalIn(window).rows).toContainText(PROMPT)
  await using second = await startSecondHost(window)
  const page = await browser.newPage()
  await page.goto(second.address)
  const far = recordOutput(page)
  await openOfFirst(page)

  // Every printable byte and every byte that is no UTF-8, but no control: what xterm.js would answer is not the point here.
  const data = Buffer.from(
    randomBytes(CHUNK * CHUNKS).map((byte) => ((byte & 0x7f) < 0x20 || byte === 0x7f ? byte ^ 0x40 : byte)),
  )
  writeFileSync(join(app.home, 'data'), data)
  const program = `stty -echo -opost; while read -r n; do dd if='${join(app.home, 'data')}' bs=${CHUNK} skip=$n count=1 2>/dev/null; printf '\\r\\nchunk %s done\\r\\n' $n; done`
  await terminalIn(page).type(`${program}\n`)
  for (let n = 0; n < CHUNKS; n += 1) {
    await terminalIn(page).type(`${n}\n`)
    for (const each of [page, window])
      await terminalIn(each).rows.getByText(`chunk ${n} done`, { exact: true }).waitFor()
  }

  const shown = near.bytes().subarray(far.start() - near.start())
  expect(far.bytes().length).toBeGreaterThan(data.length)
  expect(far.bytes().equals(shown)).toBe(true)
  for (let n = 0; n < CHUNKS; n += 1)
    expect(shown.includes(data.subarray(n * CHUNK, (n + 1) * CHUNK)), `chunk ${n}`).toBe(true)
  await page.close()
})

test('[R7] says why and since when a host is offline', async ({ window }) => {
  const second = await startSecondHost(window)
  await goTo(window, 'Hosts')
  const other = window.getByRole('article').filter({ hasNotText: 'this machine' })
  await expect(other).toContainText('Online')
  await second[Symbol.asyncDispose]()
  await expect(other).toContainText(/Offline.*since.*shut down/)
})
