// What the page says was used is what the ledger says: in total, in every table, in the exported one and request by request.
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from '../app/index.ts'
import { startScriptedUpstream } from '../fakes/index.ts'
import { closeSecret, goTo, type Minted, mintKey, openProviders, saveProvider } from './steps.ts'
import { meetIn, test as withTeam } from './team.ts'

const SECRET = 'sk-scripted-0123456789abcdef'
const USAGE = { input: 1_000, output: 20, cacheRead: 300, cacheWrite: 4 }

async function ask({ secret, controlPlaneUrl }: Minted, model: string): Promise<string> {
  const answer = await fetch(`${controlPlaneUrl}/ai/anthropic/v1/messages`, {
    method: 'POST',
    headers: {
      'x-api-key': secret,
      'content-type': 'application/json',
      'anthropic-version': '2023-06-01',
      'user-agent': 'harbour-script/1.0',
    },
    body: JSON.stringify({ model, max_tokens: 10, messages: [{ role: 'user', content: 'Ahoy' }] }),
  })
  expect(answer.status).toBe(200)
  await answer.text()
  return answer.headers.get('x-request-id') ?? ''
}

async function setUp(page: Page, anthropicBaseUrl: string): Promise<void> {
  await openProviders(page)
  await saveProvider(page, { title: 'Anthropic', baseUrl: anthropicBaseUrl, model: 'scripted-1', secret: SECRET })
}

/** The first cell of each row, and the numbers after it. */
async function sumsIn(page: Page, table: string): Promise<Record<string, string[]>> {
  const rows = page.getByRole('table', { name: table }).getByRole('row')
  const cells = await rows.evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
  )
  return Object.fromEntries(cells.slice(1).map(([name = '', ...numbers]) => [name, numbers]))
}

test('[U20] sums, tables, the chart and the exported table say what the ledger says', async ({ window }) => {
  await using upstream = await startScriptedUpstream({ secret: SECRET, script: { usage: USAGE } })
  await setUp(window, upstream.anthropicBaseUrl)
  const keys: Minted[] = []
  for (const name of ['night-watch', 'ci-deploy']) {
    keys.push(await mintKey(window, { name, kind: 'Member key' }))
    await closeSecret(window)
  }
  const [first, second] = keys as [Minted, Minted]
  await ask(first, 'claude-sonnet-4-5')
  await ask(first, 'claude-sonnet-4-5')
  await ask(second, 'unheard-of-1')

  await goTo(window, 'Usage')
  const totals = window.locator('dl[aria-label="Totals"]')
  await expect(totals).toContainText('Requests3')
  await expect(totals).toContainText('Input tokens3,000')
  await expect(totals).toContainText('Output tokens60')
  await expect(totals).toContainText('Cached tokens912900 read, 12 written')
  await window.getByRole('radio', { name: 'Tokens' }).click()
  const chart = window.getByRole('img', { name: /^Tokens a day/ })
  await expect(chart).toHaveAccessibleName(/claude-sonnet-4-5 2,648, unheard-of-1 1,324/)
  await expect(window).toHaveURL(/show=tokens/)

  expect(await sumsIn(window, 'Usage by model')).toMatchObject({
    'claude-sonnet-4-5': ['2', '2,000', '40', '608', expect.stringMatching(/^\$/)],
    'unheard-of-1': ['1', '1,000', '20', '304', 'No price'],
  })
  await window.getByRole('tab', { name: 'By key' }).click()
  await expect(window.getByRole('table', { name: 'Usage by key' })).toBeVisible()
  expect(await sumsIn(window, 'Usage by key')).toMatchObject({
    'night-watch': ['2', '2,000', '40', '608', expect.any(String)],
    'ci-deploy': ['1', '1,000', '20', '304', 'No price'],
  })

  const download = window.waitForEvent('download')
  await window.getByRole('button', { name: 'Export CSV' }).click()
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\r\n')
  const columns = (lines[0] ?? '')
    .replace('\uFEFF', '')
    .split(',')
    .map((name) => JSON.parse(name) as string)
  const sumOf = (name: string) =>
    lines.slice(1).reduce((sum, line) => sum + Number(JSON.parse(line.split(',')[columns.indexOf(name)] ?? '0')), 0)
  expect(
    Object.fromEntries(
      ['requests', 'inputTokens', 'outputTokens', 'cacheReadTokens', 'unpriced'].map((name) => [name, sumOf(name)]),
    ),
  ).toEqual({
    requests: 3,
    inputTokens: 3_000,
    outputTokens: 60,
    cacheReadTokens: 900,
    unpriced: 1,
  })
  expect(lines.join()).toContain('night-watch')
})

test('[U20] lists every request by the page, and opens one for all that is known of it', async ({ window }) => {
  await using upstream = await startScriptedUpstream({ secret: SECRET, script: { usage: USAGE } })
  await setUp(window, upstream.anthropicBaseUrl)
  const key = await mintKey(window, { name: 'tide-table', kind: 'Member key' })
  await closeSecret(window)
  const last = await asked(key, 53)
  await goTo(window, 'Usage')
  const rows = window.getByRole('table', { name: 'Requests' }).getByRole('row')
  await expect(rows).toHaveCount(1 + 50)
  await window.getByRole('button', { name: 'Show older requests' }).click()
  await expect(rows).toHaveCount(1 + 53)
  await expect(window.getByRole('button', { name: 'Show older requests' })).toBeHidden()
  await rows.nth(1).getByRole('button').press('Enter')
  const details = window.getByRole('dialog', { name: 'claude-sonnet-4-5' })
  await expect(details).toContainText(last)
  await expect(details).toContainText('tide-table, a key of')
  await expect(details).toContainText('harbour-script/1.0')
  await expect(details).toContainText('Organization’s key sk-s...cdef')
  await expect(details).toContainText('1,000 in, 20 out, 300 from the cache, 4 into it')
})

/** One after the other, so that the last one is the newest. */
async function asked(key: Minted, times: number): Promise<string> {
  let id = ''
  for (let time = 0; time < times; time += 1) id = await ask(key, 'claude-sonnet-4-5')
  return id
}

test('[U20] says that nothing was used yet and how to begin; shows the days that are chosen', async ({ window }) => {
  await goTo(window, 'Usage')
  await expect(window.getByText('Nothing was used yet')).toBeVisible()
  await expect(window.getByRole('link', { name: 'Connect a tool' })).toBeVisible()
  await using upstream = await startScriptedUpstream({ secret: SECRET })
  await setUp(window, upstream.anthropicBaseUrl)
  const key = await mintKey(window, { name: 'ebb', kind: 'Member key' })
  await closeSecret(window)
  await ask(key, 'claude-sonnet-4-5')
  await goTo(window, 'Usage')
  await expect(window.getByRole('row', { name: /claude-sonnet-4-5/ }).first()).toBeVisible()
  await window.getByRole('combobox', { name: 'Days' }).click()
  await window.getByRole('option', { name: 'Other days…' }).click()
  await window.getByLabel('From', { exact: true }).fill('2024-02-01')
  await window.getByLabel('To', { exact: true }).fill('2024-02-29')
  await expect(window).toHaveURL(/from=2024-02-01&to=2024-02-29/)
  await expect(window.locator('dl[aria-label="Totals"]')).toContainText('Requests0')
  await expect(window.getByText('Nothing was used in these days.').first()).toBeVisible()
  await window.reload()
  await expect(window.locator('dl[aria-label="Totals"]')).toContainText('Requests0')
})

withTeam('[U20] a member sees the sums of all and requests of their own only', async ({ team }) => {
  withTeam.setTimeout(120_000)
  await using upstream = await startScriptedUpstream({ secret: SECRET, script: { usage: USAGE } })
  await meetIn(team, 'Fjord')
  const [ada, grace] = [team.ada.page, team.grace.page]
  await setUp(ada, upstream.anthropicBaseUrl)
  const [ofAda, ofGrace] = [
    await mintKey(ada, { name: 'ada-key', kind: 'Member key', organization: 'Fjord' }),
    await mintKey(grace, { name: 'grace-key', kind: 'Member key', organization: 'Fjord' }),
  ]
  await closeSecret(ada)
  await closeSecret(grace)
  await ask(ofAda, 'claude-opus-4-5')
  await ask(ofGrace, 'claude-sonnet-4-5')
  await goTo(grace, 'Usage')
  await expect(grace.locator('dl[aria-label="Totals"]')).toContainText('Requests2')
  await expect(grace.getByRole('table', { name: 'Requests' }).getByRole('row')).toHaveCount(2)
  await expect(grace.getByRole('tab')).toHaveText(['By model', 'By day'])
  await goTo(ada, 'Usage')
  await expect(ada.getByRole('table', { name: 'Requests' }).getByRole('row')).toHaveCount(3)
  await ada.getByRole('tab', { name: 'By person' }).click()
  await expect(ada.getByRole('row', { name: /Grace Hopper/ })).toBeVisible()
})
