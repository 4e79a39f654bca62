// One app and several control planes: signing in, switching and coming back, with nothing of one shown on the other.
import { expect, startControlPlane } from '../app/index.ts'
import { closeSecret, createOrganization, goTo, mintKey, organizationOf, runCommand } from './steps.ts'
import { ADA, addControlPlane, openSettings, signIn, signUp, test } from './team.ts'

test.describe.configure({ timeout: 120_000 })

test('signs in to a second control plane and goes back, and each shows its own', async ({ window }) => {
  await using other = await startControlPlane()
  const own = await organizationOf(window)
  await mintKey(window, { name: 'at-home' })
  await closeSecret(window)
  await signUp(window, other.url, ADA)
  await expect(window.getByText('You are in no organization')).toBeHidden()
  await goTo(window, 'API keys')
  await expect(window.getByText('You are in no organization')).toBeVisible()
  await createOrganization(window, 'Over There')
  await expect(window.getByText('No API keys yet')).toBeVisible()

  // From the page itself, by the palette: what it shows changes under the person's eyes.
  await runCommand(window, 'own control plane')
  await expect(window.getByRole('button', { name: `Organization: ${own}` })).toBeVisible()
  await expect(window.getByRole('row', { name: /at-home/ })).toBeVisible()
  await runCommand(window, `Switch to ${new URL(other.url).host}`)
  await expect(window.getByRole('button', { name: 'Organization: Over There' })).toBeVisible()
  await expect(window.getByText('No API keys yet')).toBeVisible()

  await openSettings(window, 'Control planes')
  const remote = window.getByRole('listitem', { name: new URL(other.url).host })
  await expect(remote).toContainText('in use')
  await expect(remote).toContainText(ADA.email)
  await window.getByRole('button', { name: 'Switch to This machine' }).click()
  await expect(window.getByRole('listitem', { name: 'This machine' })).toContainText('in use')
})

test('signs in by a code that is approved in another window', async ({ team, window }) => {
  const dialog = await addControlPlane(window, team.url, 'Device code')
  await dialog.getByRole('button', { name: 'Get a code' }).click()
  const code = await dialog.getByText(/^[A-Z0-9]{4}-?[A-Z0-9]{4}$/).textContent()

  const { page } = team.ada
  await openSettings(page, 'Account')
  await page.getByLabel('Code').fill(code?.toLowerCase() ?? '')
  await page.getByRole('button', { name: 'Look what asks' }).click()
  const asking = page.getByRole('group', { name: 'A device asks' })
  await expect(asking).toContainText(`asks to sign in as ${ADA.name}`)
  await asking.getByRole('button', { name: 'Approve' }).click()

  await expect(dialog).toBeHidden({ timeout: 20_000 })
  await expect(window.getByRole('button', { name: /^Organization: (?!None)/ })).toBeVisible()
  await openSettings(window, 'Account')
  await expect(window.getByText(ADA.email)).toBeVisible()
  await expect(page.getByRole('list', { name: 'Sessions' })).toContainText('Sign out')
})

test('says why when it was signed out elsewhere, offers the ways in, and comes back by a password', async ({
  team,
  window,
}) => {
  await signIn(window, team.url, ADA)
  await openSettings(window, 'Members')
  await expect(window.getByRole('row', { name: /Ada Lovelace/ })).toBeVisible()

  const { page } = team.ada
  await openSettings(page, 'Account')
  await page.getByRole('button', { name: 'Sign out all others…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out all others' }).click()
  await expect(page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')).toHaveCount(1)

  const way = window.getByRole('region', { name: /^Sign in to / })
  await expect(way).toBeVisible()
  await expect(window.getByText('Ada Lovelace')).toHaveCount(0)
  await expect(window.getByRole('region', { name: 'Another control plane' })).toContainText('This machine')
  await way.getByLabel('E-mail').fill(ADA.email)
  await way.getByRole('textbox', { name: 'Password' }).fill('not the password')
  await way.getByRole('button', { name: 'Sign in' }).click()
  await expect(way.getByText(/not right|wrong|do not match|incorrect/i)).toBeVisible()
  await way.getByRole('textbox', { name: 'Password' }).fill(ADA.password)
  await way.getByRole('button', { name: 'Sign in' }).click()
  await expect(window.getByRole('row', { name: /Ada Lovelace/ })).toBeVisible()
})

test('names an address where no control plane answers', async ({ window }) => {
  const dialog = await addControlPlane(window, 'http://127.0.0.1:9', 'Password')
  await dialog.getByLabel('E-mail').fill(ADA.email)
  await dialog.getByRole('textbox', { name: 'Password' }).fill(ADA.password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog.getByText(/127\.0\.0\.1:9 does not answer/)).toBeVisible()
})

test('signs out of a control plane, forgets it, and keeps its own', async ({ window }) => {
  await using other = await startControlPlane()
  const { host } = new URL(other.url)
  await signUp(window, other.url, ADA)
  await openSettings(window, 'Control planes')
  await window.getByRole('button', { name: 'Switch to This machine' }).click()
  const remote = window.getByRole('listitem', { name: host })
  await remote.getByRole('button', { name: `More for ${host}` }).click()
  await window.getByRole('menuitem', { name: 'Sign out…' }).click()
  await window.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click()
  await expect(remote).toContainText('signed out')
  await remote.getByRole('button', { name: `More for ${host}` }).click()
  await window.getByRole('menuitem', { name: 'Forget…' }).click()
  await window.getByRole('alertdialog').getByRole('button', { name: 'Forget' }).click()
  await expect(remote).toBeHidden()
  await expect(window.getByRole('listitem', { name: 'This machine' })).toContainText('in use')
})
