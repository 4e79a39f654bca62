// Keys of organizations: the organization chosen by name, the secret shown once, the key gone when it is deleted.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../app/index.ts'
import { chooseOrganization, closeSecret, createOrganization, goTo, mintKey, organizationOf } from './steps.ts'

test('[K1] makes the key of the organization chosen in the dialog, not of the one selected in the window', async ({
  window,
}) => {
  const first = await organizationOf(window)
  await createOrganization(window, 'Harbour Works')
  await chooseOrganization(window, first)
  const { secret, controlPlaneUrl } = await mintKey(window, { name: 'ci-deploy', organization: 'Harbour Works' })

  const me = await fetch(`${controlPlaneUrl}/v1/me`, { headers: { 'x-api-key': secret } })
  expect(await me.json()).toMatchObject({ kind: 'member-key', organizations: [{ name: 'Harbour Works' }] })

  await closeSecret(window)
  const row = window.getByRole('row', { name: /ci-deploy/ })
  await expect(row.getByRole('cell', { name: 'Harbour Works' })).toBeVisible()
})

test('[K3] [U2] shows the secret once, and keeps it nowhere', async ({ app, window }) => {
  const { secret } = await mintKey(window, { name: 'once' })
  const received = recordFrames(window)
  await window.keyboard.press('Escape')
  await expect(window.getByText(secret, { exact: true })).toBeVisible()
  await closeSecret(window)

  await window.reload()
  await expect(window.getByRole('row', { name: /once/ })).toContainText(secret.slice(-4))
  expect(await window.content()).not.toContain(secret)
  expect(await window.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain(
    secret,
  )
  expect(received.join('\n')).not.toContain(secret)
  expect(app.output()).not.toContain(secret)
  expect(filesHolding(app.home, secret)).toEqual([])
})

test('deletes a key after a question that names it, and the key stops working', async ({ window }) => {
  const { secret, controlPlaneUrl } = await mintKey(window, { name: 'short-lived' })
  const status = async () => (await fetch(`${controlPlaneUrl}/v1/me`, { headers: { 'x-api-key': secret } })).status
  expect(await status()).toBe(200)
  await closeSecret(window)

  await window.getByRole('button', { name: 'Delete short-lived' }).click()
  const question = window.getByRole('alertdialog', { name: 'Delete “short-lived”?' })
  await question.getByRole('button', { name: 'Delete key' }).click()
  await expect(question).toBeHidden()
  await expect(window.getByRole('row', { name: /short-lived/ })).toBeHidden()
  expect(await status()).toBe(401)
})

test('[U1] proposes the organization last chosen, as long as the window has not moved on', async ({ window }) => {
  const first = await organizationOf(window)
  await createOrganization(window, 'Harbour Works')
  await chooseOrganization(window, first)
  await mintKey(window, { name: 'one', organization: 'Harbour Works' })
  await closeSecret(window)
  await goTo(window, 'API keys')
  await window.getByRole('button', { name: 'Create API key' }).click()
  const picker = window.getByRole('dialog', { name: 'Create API key' }).getByRole('combobox', { name: 'Organization' })
  await expect(picker).toContainText('Harbour Works')
})

test('[U1] starts as the last key was made: its kind, its organization, its expiry', async ({ window }) => {
  await goTo(window, 'API keys')
  await window.getByRole('button', { name: 'Create API key' }).click()
  const form = window.getByRole('dialog', { name: 'Create API key' })
  await form.getByLabel('Name').fill('patrol')
  await form.getByRole('radio', { name: 'Service key' }).click()
  await form.getByRole('combobox', { name: 'Expires' }).click()
  await window.getByRole('option', { name: 'Never' }).click()
  await form.getByRole('button', { name: 'Create API key' }).click()
  await closeSecret(window)
  await expect(window.getByRole('row', { name: /patrol/ })).toContainText('as member')
  await window.reload()
  await window.getByRole('button', { name: 'Create API key' }).click()
  await expect(form.getByRole('radio', { name: 'Service key' })).toBeChecked()
  await expect(form.getByRole('combobox', { name: 'Expires' })).toContainText('Never')
})

test('[U3] gives lines that work as they are pasted, for a key of each kind', async ({ window }) => {
  for (const kind of ['Member key', 'Personal key', 'Service key'] as const) {
    await mintKey(window, { name: kind, kind })
    const lines: Record<'export' | 'curl', string> = { export: '', curl: '' }
    for (const what of ['export', 'curl'] as const) {
      await window.getByRole('button', { name: `Copy ${what} line` }).click()
      lines[what] = await window.evaluate(() => navigator.clipboard.readText())
    }
    expect(JSON.parse(inShell(`${lines.curl} --silent`))).toMatchObject({
      kind: kind.toLowerCase().replace(' ', '-'),
      organizations: [{ name: expect.any(String) }],
    })
    // The same line at an address that belongs to an organization: it must act in the one that it names.
    expect(JSON.parse(inShell(`${lines.curl.replace('/v1/me', '/v1/hosts')} --silent`))).toEqual(expect.any(Array))
    const exported = inShell(`${lines.export}; printf '%s %s' "$MOORING_API_KEY" "$MOORING_ORGANIZATION"`)
    expect(exported).toMatch(kind === 'Personal key' ? /^moor_live_\w{42} org_\w+$/ : /^moor_live_\w{42} $/)
    await window.getByRole('button', { name: 'Done' }).click()
  }
})

test('[U3] copies by the key that has the focus, and says so', async ({ window }) => {
  const { secret } = await mintKey(window, { name: 'by-keyboard' })
  await expect(window.getByRole('button', { name: 'Copy API key' })).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(window.getByRole('status').getByText('Copied API key')).toBeAttached()
  expect(await window.evaluate(() => navigator.clipboard.readText())).toBe(secret)
  await expect(window.getByRole('button', { name: 'Done' })).toBeEnabled()
})

test('[U4] lists what is known of a key, sorts and narrows', async ({ window }) => {
  const { secret, controlPlaneUrl } = await mintKey(window, { name: 'beacon' })
  await closeSecret(window)
  await mintKey(window, { name: 'anchor' })
  await closeSecret(window)
  const rows = window.getByRole('table', { name: 'API keys' }).getByRole('row')
  const beacon = window.getByRole('row', { name: /beacon/ })
  await expect(beacon).toContainText(`${secret.slice(0, 14)}…${secret.slice(-4)}`)
  await expect(beacon).toContainText('Never')
  await expect(rows.nth(1)).toContainText('anchor')
  await window.getByRole('button', { name: 'Name', exact: true }).click()
  await expect(window.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending')
  await window.getByRole('button', { name: 'Name', exact: true }).click()
  await expect(rows.nth(1)).toContainText('beacon')

  await fetch(`${controlPlaneUrl}/v1/me`, { headers: { 'x-api-key': secret } })
  await expect(async () => {
    await window.reload()
    await expect(beacon.getByRole('cell').nth(4)).toContainText(/just now|1 minute ago/, { timeout: 1_000 })
  }).toPass()
  await expect(beacon.getByRole('cell').nth(4).locator('time')).toHaveAttribute('title', /\d{4}.*from 127\.0\.0\.1/)

  await window.getByRole('searchbox', { name: 'Find a key' }).fill('ANCH')
  await expect(beacon).toBeHidden()
  await expect(rows).toHaveCount(2)
})

test('[U4] renames a key where it stands, and says what is wrong with a name that is taken', async ({ window }) => {
  for (const name of ['first', 'second']) {
    await mintKey(window, { name })
    await closeSecret(window)
  }
  await window.getByRole('row', { name: /second/ }).hover()
  await window.getByRole('button', { name: 'Rename second' }).click()
  const field = window.getByRole('textbox', { name: 'New name of second' })
  await field.fill('first')
  await field.press('Enter')
  await expect(window.getByRole('alert')).toContainText('first')
  await field.fill('second-hand')
  await field.press('Enter')
  await expect(window.getByRole('button', { name: 'Rename second-hand' })).toBeFocused()
  await window.keyboard.press('Enter')
  await window.keyboard.type('not this')
  await window.keyboard.press('Escape')
  await expect(window.getByRole('row', { name: /second-hand/ })).toBeVisible()
})

test('[U5] asks for the name of a key that was used lately, and only then', async ({ window }) => {
  const { secret, controlPlaneUrl } = await mintKey(window, { name: 'in-use' })
  await closeSecret(window)
  await window.getByRole('button', { name: 'Delete in-use' }).click()
  const question = window.getByRole('alertdialog', { name: 'Delete “in-use”?' })
  await expect(question).toContainText('It was never used.')
  await expect(question.getByRole('button', { name: 'Delete key' })).toBeEnabled()
  await window.keyboard.press('Escape')

  await fetch(`${controlPlaneUrl}/v1/me`, { headers: { 'x-api-key': secret } })
  await expect(async () => {
    await window.reload()
    await expect(
      window
        .getByRole('row', { name: /in-use/ })
        .getByRole('cell')
        .nth(4),
    ).not.toContainText('Never', {
      timeout: 1_000,
    })
  }).toPass()
  await window.getByRole('button', { name: 'Delete in-use' }).click()
  await expect(question).toContainText(/It was last used .* from 127\.0\.0\.1/)
  await expect(question.getByRole('button', { name: 'Delete key' })).toBeDisabled()
  await window.keyboard.type('in-use')
  await window.keyboard.press('Enter')
  await expect(question).toBeHidden()
  await expect(window.getByText('No API keys yet')).toBeVisible()
})

test('[U7] makes one key of a double click', async ({ window }) => {
  await goTo(window, 'API keys')
  await window.getByRole('button', { name: 'Create API key' }).click()
  const form = window.getByRole('dialog', { name: 'Create API key' })
  await form.getByLabel('Name').fill('only-one')
  await form.getByRole('button', { name: 'Create API key' }).dblclick()
  await closeSecret(window)
  await expect(window.getByRole('row', { name: /only-one/ })).toHaveCount(1)
})

test('[K9] ends a key on the day that was chosen', async ({ window }) => {
  await goTo(window, 'API keys')
  await window.getByRole('button', { name: 'Create API key' }).click()
  const form = window.getByRole('dialog', { name: 'Create API key' })
  await form.getByLabel('Name').fill('until-then')
  await form.getByRole('combobox', { name: 'Expires' }).click()
  await window.getByRole('option', { name: 'On a date…' }).click()
  await form.getByRole('button', { name: 'Create API key' }).click()
  await expect(form.getByText('Choose a date.')).toBeVisible()
  const inThreeDays = new Date(Date.now() + 3 * 86_400_000)
  const day = [inThreeDays.getFullYear(), inThreeDays.getMonth() + 1, inThreeDays.getDate()]
  await form.getByLabel('Last day').fill(day.map((part) => String(part).padStart(2, '0')).join('-'))
  await form.getByRole('button', { name: 'Create API key' }).click()
  await closeSecret(window)
  await expect(window.getByRole('row', { name: /until-then/ })).toContainText(/Expires in [34] days/)
})

test('two windows of one person show each other’s keys without being loaded again', async ({
  app,
  browser,
  window,
}) => {
  const context = await browser.newContext()
  const other = await context.newPage()
  await other.goto(await app.freshAddress())
  await goTo(other, 'API keys')
  await expect(other.getByText('No API keys yet')).toBeVisible()
  await mintKey(window, { name: 'seen-there' })
  await closeSecret(window)
  await expect(other.getByRole('row', { name: /seen-there/ })).toBeVisible()
  await other.getByRole('button', { name: 'Delete seen-there' }).click()
  await other.getByRole('alertdialog').getByRole('button', { name: 'Delete key' }).click()
  await expect(window.getByText('No API keys yet')).toBeVisible()
  await context.close()
})

/** What a person's shell prints for a line. */
const inShell = (line: string) =>
  execFileSync('/bin/bash', ['--norc', '-c', line], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** What the window receives from the host from now on. */
function recordFrames(page: import('@playwright/test').Page): string[] {
  const received: string[] = []
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => received.push(payload.toString())))
  return received
}

function filesHolding(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text))
}
