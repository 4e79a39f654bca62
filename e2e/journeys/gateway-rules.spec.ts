// What an organization allows at its gateway, to everybody and to one key: set by admins, read by members.
import { expect, test } from '../app/index.ts'
import { startScriptedUpstream } from '../fakes/index.ts'
import { closeSecret, goTo, lastTurn, mintKey, openProviders, saveProvider, say } from './steps.ts'
import { meetIn, openSettings, test as withTeam } from './team.ts'

test('[U24] sets limits of the organization and of a key, says what is wrong under its field', async ({ window }) => {
  await openSettings(window, 'Gateway')
  const limits = window.getByRole('form', { name: 'Limits' })
  await limits.getByLabel('Requests a minute').fill('many')
  await limits.getByRole('button', { name: 'Save limits' }).click()
  await expect(limits.getByText('Give a whole number above 0')).toBeVisible()
  await limits.getByLabel('Requests a minute').fill('1 000')
  await limits.getByLabel('US dollars a month').fill('$12.50')
  await limits.getByRole('combobox', { name: 'Models' }).click()
  await window.getByRole('option', { name: 'Only these' }).click()
  await limits.getByLabel('Allowed models').fill('claude-*\ngpt-5')
  await limits.getByRole('button', { name: 'Save limits' }).click()
  await expect(window.getByText('The limits are saved.')).toBeVisible()
  await window.reload()
  await expect(limits.getByLabel('Requests a minute')).toHaveValue('1,000')
  await expect(limits.getByLabel('US dollars a month')).toHaveValue('12.5')
  await expect(limits.getByLabel('Allowed models')).toHaveValue('claude-*\ngpt-5')
  await expect(window.getByText('$0.00 of $12.50')).toBeVisible()

  await mintKey(window, { name: 'ci-deploy' })
  await closeSecret(window)
  const ofKey = window.getByRole('dialog', { name: 'Limits of “ci-deploy”' })
  const openLimits = async () => {
    await window.getByRole('button', { name: 'More for ci-deploy' }).click()
    await window.getByRole('menuitem', { name: 'Limits…' }).click()
  }
  await openLimits()
  await ofKey.getByLabel('Tokens a month').fill('2,000,000')
  await ofKey.getByRole('button', { name: 'Save limits' }).click()
  await expect(ofKey).toBeHidden()
  await openLimits()
  await expect(ofKey.getByLabel('Tokens a month')).toHaveValue('2,000,000')
  await expect(ofKey.getByLabel('Requests a minute')).toHaveValue('')
})

withTeam('[U24] asks before what is asked is kept, and shows members the rules as they become', async ({ team }) => {
  withTeam.setTimeout(120_000)
  await meetIn(team, 'Narrows')
  const [ada, grace] = [team.ada.page, team.grace.page]
  await openSettings(grace, 'Gateway')
  await expect(grace.getByRole('switch', { name: 'Keep what is asked' })).toBeDisabled()
  await expect(grace.getByRole('form', { name: 'Limits' })).toHaveCount(0)
  await openSettings(ada, 'Gateway')
  await ada.getByRole('switch', { name: 'Keep what is asked' }).click()
  const question = ada.getByRole('alertdialog', { name: 'Keep what everybody asks?' })
  await expect(question).toContainText('admins of Narrows can read')
  await expect(ada.getByRole('switch', { name: 'Keep what is asked', includeHidden: true })).not.toBeChecked()
  await question.getByRole('button', { name: 'Keep it' }).click()
  await expect(ada.getByRole('switch', { name: 'Keep what is asked' })).toBeChecked()
  await expect(grace.getByRole('switch', { name: 'Keep what is asked' })).toBeChecked()
  await ada.getByLabel('Requests a minute').fill('60')
  await ada.getByRole('button', { name: 'Save limits' }).click()
  await expect(grace.getByRole('definition').filter({ hasText: '60' })).toBeVisible()
})

test('[U24] what was asked is kept from then on, and read on purpose', async ({ window }) => {
  await using upstream = await startScriptedUpstream()
  await openProviders(window)
  await saveProvider(window, {
    title: 'Anthropic',
    baseUrl: upstream.anthropicBaseUrl,
    model: 'scripted-1',
    secret: 'sk-scripted-0123456789abcdef',
  })
  await openSettings(window, 'Gateway')
  await window.getByRole('switch', { name: 'Keep what is asked' }).click()
  await window.getByRole('button', { name: 'Keep it' }).click()
  await expect(window.getByRole('switch', { name: 'Keep what is asked' })).toBeChecked()
  await goTo(window, 'Chat')
  await say(window, 'Where does the pilot wait?')
  await expect(lastTurn(window)).toContainText('Hello from the scripted upstream.')
  await goTo(window, 'Usage')
  await window.getByRole('button', { name: /^Request of/ }).click()
  await window.getByRole('button', { name: 'Read what was asked' }).click()
  await expect(window.getByRole('textbox', { name: 'What was asked' })).toHaveValue(/Where does the pilot wait\?/)
  await window.keyboard.press('Escape')
  await openSettings(window, 'Audit')
  await expect(window.getByRole('row', { name: /read the prompt of/ })).toBeVisible()
})
