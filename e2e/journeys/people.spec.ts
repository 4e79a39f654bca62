// What two people of one organization do to each other: each window shows it without being loaded again.
import { expect } from '../app/index.ts'
import { chooseOrganization, closeSecret, createOrganization, goTo, mintKey } from './steps.ts'
import { ADA, GRACE, invite, join, meetIn, openSettings, removeGrace, TEAM, test } from './team.ts'

test.describe.configure({ timeout: 90_000 })

test('an invitation made in one window is accepted in another, which says first what it is for', async ({ team }) => {
  const { page } = team.ada
  await createOrganization(page, 'Tide Tables')
  const link = await invite(page, GRACE.name)
  await team.grace.page.getByRole('button', { name: /^Organization: / }).click()
  await team.grace.page.getByRole('menuitem', { name: 'Join an organization…' }).click()
  await team.grace.page.getByLabel('Invitation link').fill(link)
  await expect(team.grace.page.getByRole('dialog')).toContainText(`${ADA.name} invites you as a member`)
  await team.grace.page.getByRole('button', { name: 'Join Tide Tables' }).click()
  await expect(team.grace.page.getByRole('button', { name: 'Organization: Tide Tables' })).toBeVisible()

  await expect(page.getByRole('row', { name: /Accepted.*by Grace Hopper/ })).toBeVisible()
  await openSettings(page, 'Members')
  await expect(page.getByRole('row', { name: /Grace Hopper/ })).toContainText(GRACE.email)
})

test('an invitation that was withdrawn says so to whoever holds its link', async ({ team }) => {
  const { page } = team.ada
  const link = await invite(page, 'Somebody else')
  await page.getByRole('button', { name: 'Withdraw the invitation for Somebody else' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Withdraw' }).click()
  await expect(page.getByRole('row', { name: /Somebody else.*Withdrawn/ })).toBeVisible()
  const other = team.grace.page
  await other.getByRole('button', { name: /^Organization: / }).click()
  await other.getByRole('menuitem', { name: 'Join an organization…' }).click()
  await other.getByLabel('Invitation link').fill(link)
  await expect(other.getByRole('alert')).toContainText('This invitation was withdrawn. Ask for a new one.')
  await expect(other.getByRole('dialog').getByRole('button', { name: 'Join', exact: true })).toBeDisabled()
})

test('[U6] [K13] an admin deletes a member’s key with a reason; it leaves the member’s window at once, and the audit says why', async ({
  team,
}) => {
  await meetIn(team, 'Night Shift')
  const member = team.grace.page
  const { secret } = await mintKey(member, { name: 'night-watch' })
  await closeSecret(member)
  const status = async () => (await fetch(`${team.url}/v1/me`, { headers: { 'x-api-key': secret } })).status
  expect(await status()).toBe(200)

  const { page } = team.ada
  await openSettings(page, 'Keys of everybody')
  const row = page.getByRole('row', { name: /night-watch/ })
  await expect(row).toContainText(GRACE.name)
  await row.getByRole('button', { name: 'Delete night-watch of Grace Hopper' }).click()
  const question = page.getByRole('alertdialog', { name: 'Delete “night-watch” of Grace Hopper?' })
  const confirm = question.getByRole('button', { name: 'Delete key' })
  await expect(confirm).toBeDisabled()
  await question.getByLabel('Reason').fill('It was in a log.')
  await confirm.click()
  await expect(question).toBeHidden()

  await expect(member.getByRole('row', { name: /night-watch/ })).toBeHidden()
  expect(await status()).toBe(401)

  await openSettings(page, 'Audit')
  const entry = page.getByRole('row', { name: /deleted the API key night-watch/ })
  await expect(entry).toContainText(ADA.name)
  await expect(entry).toContainText('It was in a log.')
})

test('[U1] a kind of key that somebody cannot make says why', async ({ team }) => {
  await meetIn(team, 'Signals')
  const { page } = team.grace
  await goTo(page, 'API keys')
  await page.getByRole('button', { name: 'Create API key' }).click()
  const service = page.getByRole('radio', { name: 'Service key' })
  await expect(service).toBeDisabled()
  await expect(service).toHaveAccessibleDescription(
    'Only admins can make one, and you are a member in each of your organizations.',
  )
})

test('[K13] a key that a member makes is in the admin’s list at once', async ({ team }) => {
  await meetIn(team, 'Day Shift')
  await openSettings(team.ada.page, 'Keys of everybody')
  await expect(team.ada.page.getByText('No keys yet')).toBeVisible()
  await mintKey(team.grace.page, { name: 'day-watch' })
  await closeSecret(team.grace.page)
  await expect(team.ada.page.getByRole('row', { name: /day-watch/ })).toContainText(GRACE.name)
})

test('[K7] a removed member’s window shows nothing of the organization any more, and says what happened', async ({
  team,
}) => {
  await meetIn(team, 'Dry Dock')
  const { page } = team.grace
  await createOrganization(team.ada.page, 'Elsewhere')
  await chooseOrganization(team.ada.page, 'Dry Dock')
  await mintKey(page, { name: 'dock-gate' })
  await closeSecret(page)
  await openSettings(page, 'Organization')
  await expect(page.getByRole('region', { name: 'Organization' })).toContainText('Dry Dock')

  await openSettings(team.ada.page, 'Members')
  await team.ada.page.getByRole('button', { name: `Remove ${GRACE.name}` }).click()
  const question = team.ada.page.getByRole('alertdialog', { name: `Remove ${GRACE.name} from Dry Dock?` })
  await expect(question).toContainText('Their key stops working: dock-gate.')
  await question.getByRole('button', { name: 'Remove', exact: true }).click()

  await expect(page.getByText('You are no longer in Dry Dock')).toBeVisible()
  await expect(page.getByText(`This window shows ${TEAM} now.`)).toBeVisible()
  await expect(page.getByText('Dry Dock')).toHaveCount(1)
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await expect(page.getByText('Dry Dock')).toHaveCount(0)
})

test('[K7] [U4] a key whose owner was removed is listed as stale with its date, and works again when they are back', async ({
  team,
}) => {
  await meetIn(team, 'Pilot Boats')
  const { page } = team.grace
  const { secret } = await mintKey(page, { name: 'pilot' })
  await closeSecret(page)
  const key = page.getByRole('row', { name: /pilot/ })
  await expect(key).not.toContainText('Stale')

  await removeGrace(team)
  await expect(key).toContainText(/Stale since .*\d{4}/)
  const admin = team.ada.page
  await openSettings(admin, 'Keys of everybody')
  await expect(admin.getByRole('row', { name: /pilot/ })).toContainText(/Stale since .*\d{4}/)
  await admin.getByRole('combobox', { name: 'Show keys that are' }).click()
  await admin.getByRole('option', { name: 'Usable (0)' }).click()
  await expect(admin.getByText('No key is like that.')).toBeVisible()

  await join(page, await invite(admin, GRACE.name), 'Pilot Boats')
  await goTo(page, 'API keys')
  await expect(key).not.toContainText('Stale')
  expect((await fetch(`${team.url}/v1/me`, { headers: { 'x-api-key': secret } })).status).toBe(200)
})

test('a role that is given in one window changes at once what the other offers', async ({ team }) => {
  await meetIn(team, 'Buoys')
  const { page } = team.grace
  await openSettings(page, 'Members')
  const sections = page.getByRole('navigation', { name: 'Settings' })
  await expect(sections.getByRole('link', { name: 'Audit' })).toBeHidden()
  await openSettings(team.ada.page, 'Members')
  await team.ada.page.getByRole('combobox', { name: `Role of ${GRACE.name}` }).click()
  await team.ada.page.getByRole('option', { name: 'Admin' }).click()
  await expect(sections.getByRole('link', { name: 'Audit' })).toBeVisible()
})

test('whoever leaves is not told that they were removed; the last owner is told who must come first', async ({
  team,
}) => {
  await meetIn(team, 'Ferries')
  const { page } = team.grace
  await openSettings(page, 'Organization')
  await page.getByRole('button', { name: 'Leave Ferries…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click()
  await expect(page.getByText('You left Ferries.')).toBeVisible()
  await expect(page.getByText('You are no longer in')).toHaveCount(0)

  const owner = team.ada.page
  await openSettings(owner, 'Organization')
  await owner.getByRole('button', { name: 'Leave Ferries…' }).click()
  await expect(owner.getByRole('dialog', { name: 'You cannot leave Ferries yet' })).toContainText(
    'Make somebody else an owner first.',
  )
})

test('the audit is narrowed by action and saved as a table', async ({ team }) => {
  const { page } = team.ada
  await createOrganization(page, '=Lighthouse')
  await mintKey(page, { name: 'lamp' })
  await closeSecret(page)
  await openSettings(page, 'Audit')
  await expect(page.getByRole('row', { name: /made the organization/ })).toBeVisible()
  await page.getByRole('combobox', { name: 'Action' }).click()
  await page.getByRole('option', { name: 'API key made' }).click()
  await expect(page.getByRole('row', { name: /made the organization/ })).toBeHidden()
  await expect(page.getByRole('row', { name: /made the API key lamp/ })).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ])
  const stream = await file.createReadStream()
  const csv = (await stream.toArray()).join('')
  expect(file.suggestedFilename()).toMatch(/^audit-.*\.csv$/)
  expect(csv).toContain('"api-key-minted","Ada Lovelace"')
  expect(csv).toContain('"\'=Lighthouse"')
})
