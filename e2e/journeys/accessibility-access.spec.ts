// axe finds nothing on what is seen when access is lost or being gained, in light and dark.
import { expect } from '../app/index.ts'
import { expectNoViolations } from './axe.ts'
import { closeSecret, mintKey } from './steps.ts'
import { ADA, addControlPlane, meetIn, openSettings, removeGrace, signIn, test } from './team.ts'

test.describe.configure({ timeout: 180_000 })

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('has no violation while somebody signs in, is signed out and comes back', async ({ team, window }) => {
      const dialog = await addControlPlane(window, team.url, 'Device code')
      await dialog.getByRole('button', { name: 'Get a code' }).click()
      await expect(dialog.getByText('Waiting for you to approve it.')).toBeVisible()
      await expectNoViolations(window, 'device code')
      await window.keyboard.press('Escape')
      await signIn(window, team.url, ADA)
      await openSettings(window, 'Account')
      await expect(window.getByRole('button', { name: 'Sign out all others…' })).toBeVisible()
      await expectNoViolations(window, 'sessions')
      const { host } = new URL(team.url)
      await openSettings(window, 'Control planes')
      await window.getByRole('button', { name: `More for ${host}` }).click()
      await window.getByRole('menuitem', { name: 'Sign out…' }).click()
      await window.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click()
      await openSettings(window, 'Account')
      await expect(window.getByRole('region', { name: `Sign in to ${host}` })).toBeVisible()
      await expectNoViolations(window, 'signed out')
    })
  })
}

test('has no violation where a member was removed, and where a key is stale', async ({ team }) => {
  await meetIn(team, 'Breakwater')
  const { page } = team.grace
  await mintKey(page, { name: 'wave', kind: 'Member key' })
  await expectNoViolations(page, 'secret')
  await closeSecret(page)
  await removeGrace(team)
  await expect(page.getByText('You are no longer in Breakwater')).toBeVisible()
  await expectNoViolations(page, 'departure')
})
