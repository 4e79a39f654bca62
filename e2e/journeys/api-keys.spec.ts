// Keys of organizations: the organization chosen by name, the secret shown once, the key gone when it is deleted.
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
