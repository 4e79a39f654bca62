// An organization's providers and their keys, and a person's own: tried when they are saved, seen by whoever may.
import type { Page } from '@playwright/test'
import { expect, test } from '../app/index.ts'
import { startScriptedUpstream } from '../fakes/index.ts'
import { goTo, lastTurn, openProviders, runCommand, saveProvider, say } from './steps.ts'
import { meetIn, openSettings, test as withTeam } from './team.ts'

const SECRET = 'sk-scripted-0123456789abcdef'
const card = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true })

test('[U19] tries a key before it is saved, and says under its field that the provider refuses it', async ({
  window,
}) => {
  await using upstream = await startScriptedUpstream({ secret: SECRET, models: ['scripted-1', 'scripted-2'] })
  await openProviders(window)
  const form = window.getByRole('form', { name: 'Anthropic' })
  await form.getByLabel('Base URL').fill(upstream.anthropicBaseUrl)
  await form.getByLabel('Model').fill('scripted-9')
  await form.getByLabel('API key').fill('sk-wrong')
  await form.getByRole('button', { name: 'Save Anthropic' }).click()
  await expect(form.getByText('The provider does not accept this key. It was not saved.')).toBeVisible()
  await expect(form.getByLabel('API key')).toBeFocused()
  await window.reload()
  await expect(card(window, 'Anthropic').getByText('Not set up')).toBeVisible()

  await saveProvider(window, {
    title: 'Anthropic',
    baseUrl: upstream.anthropicBaseUrl,
    model: 'scripted-9',
    secret: SECRET,
  })
  await expect(window.getByText('The provider accepted it, but lists no model “scripted-9”.')).toBeVisible()
  await window.getByRole('combobox', { name: 'Use another model' }).click()
  await window.getByRole('option', { name: 'scripted-2' }).click()
  await expect(window.getByText('offers 2 models, this one among them')).toBeVisible()
  await expect(card(window, 'Anthropic').getByText('scripted-2', { exact: true })).toBeVisible()
  expect(await window.content()).not.toContain(SECRET)
})

test('[U19] keeps several keys with how each is doing, adds and removes them', async ({ window }) => {
  await using upstream = await startScriptedUpstream()
  await openProviders(window)
  await saveProvider(window, {
    title: 'Anthropic',
    baseUrl: upstream.anthropicBaseUrl,
    model: 'scripted-1',
    secret: 'sk-first-0123456789abcdef',
  })
  const keys = window.getByRole('list', { name: 'Keys of Anthropic' })
  await window.getByRole('button', { name: 'Add another key of Anthropic' }).click()
  await window
    .getByRole('form', { name: 'Add a key of Anthropic' })
    .getByLabel('API key')
    .fill('sk-second-0123456789-zzzz')
  await window.keyboard.press('Enter')
  await expect(card(window, 'Anthropic').getByText('2 keys saved')).toBeVisible()
  await expect(keys.getByRole('listitem').filter({ hasText: 'Healthy' })).toHaveCount(2)

  upstream.follow(({ headers }) =>
    headers['x-api-key']?.startsWith('sk-first') ? { fault: { kind: 'status', status: 401 } } : {},
  )
  await window.getByRole('button', { name: 'More for Anthropic' }).click()
  await window.getByRole('menuitem', { name: 'Try it now' }).click()
  await expect(card(window, 'Anthropic').getByText('1 of 2 keys healthy')).toBeVisible()
  await expect(keys.getByRole('listitem').filter({ hasText: 'sk-f...cdef' })).toContainText('Refused by the provider')

  await window.getByRole('button', { name: 'Remove the key sk-f...cdef' }).click()
  await window.getByRole('alertdialog').getByRole('button', { name: 'Remove key' }).click()
  await expect(card(window, 'Anthropic').getByText('Key saved')).toBeVisible()
  await expect(keys.getByRole('listitem')).toHaveText([/sk-s...zzzz/])
})

test('[U19] adds a server under a name of its own, asks for the key again where the address leads elsewhere', async ({
  window,
}) => {
  await using upstream = await startScriptedUpstream({ models: ['llama3.3', 'qwen3'] })
  await openProviders(window)
  await runCommand(window, 'add a named provider')
  const dialog = window.getByRole('dialog')
  await dialog.getByLabel('Name').fill('openai')
  await dialog.getByRole('button', { name: 'Next' }).click()
  await expect(dialog.getByText('That name belongs to the provider itself.')).toBeVisible()
  await dialog.getByLabel('Name').fill('lab')
  await expect(dialog.getByText('/ai/lab/v1')).toBeVisible()
  await window.keyboard.press('Enter')
  await dialog.getByLabel('Base URL').fill(upstream.openaiBaseUrl)
  await dialog.getByLabel('Model').fill('qwen3')
  await dialog.getByRole('button', { name: 'Save lab' }).click()
  const lab = card(window, 'lab')
  await expect(lab.getByText('Saved, no key')).toBeVisible()
  await expect(lab.getByText(/\/ai\/lab\/v1$/)).toBeVisible()

  await window.getByRole('button', { name: 'More for lab' }).click()
  await window.getByRole('menuitem', { name: 'Change address or model' }).click()
  const form = window.getByRole('form', { name: 'lab' })
  await expect(form.getByLabel('API key')).toBeHidden()
  await form.getByLabel('Model').fill('')
  await form.getByLabel('Model').press('ArrowDown')
  await expect(window.getByRole('option')).toHaveText(['llama3.3', 'qwen3'])
  await window.keyboard.press('Escape')
  await form.getByLabel('Base URL').fill('http://127.0.0.1:9/v1')
  await expect(form.getByLabel('API key')).toBeVisible()
  await form.getByRole('button', { name: 'Cancel' }).click()

  await window.getByRole('button', { name: 'More for lab' }).click()
  await window.getByRole('menuitem', { name: 'Delete lab…' }).click()
  await window.getByRole('alertdialog').getByRole('button', { name: 'Delete provider' }).click()
  await expect(lab).toBeHidden()
})

withTeam('[U19] a member sees what there is and changes nothing, and has a key of their own', async ({ team }) => {
  withTeam.setTimeout(120_000)
  await using upstream = await startScriptedUpstream()
  await meetIn(team, 'Estuary')
  const [ada, grace] = [team.ada.page, team.grace.page]
  await openProviders(ada)
  await saveProvider(ada, {
    title: 'Anthropic',
    baseUrl: upstream.anthropicBaseUrl,
    model: 'scripted-1',
    secret: SECRET,
  })
  await openProviders(grace)
  await expect(card(grace, 'Anthropic').getByText('Key saved')).toBeVisible()
  await expect(
    grace.getByRole('button', {
      name: /Set up|Add a provider|Add a(nother)? key of|More for Anthropic|Remove the key/,
    }),
  ).toHaveCount(0)
  await expect(grace.getByText('Keys are sealed at the control plane')).toBeVisible()

  await grace.getByRole('button', { name: 'Add your key of Anthropic' }).click()
  await grace
    .getByRole('form', { name: 'Your key of Anthropic' })
    .getByLabel('API key')
    .fill('sk-grace-0123456789abcdef')
  await grace.keyboard.press('Enter')
  const own = grace.getByRole('listitem', { name: 'Anthropic' })
  await expect(own).toContainText('sk-g...cdef')
  await expect(own).toContainText('Your chats use it')
  await expect(ada.getByRole('listitem', { name: 'Anthropic' })).toContainText('None')

  await goTo(grace, 'Chat')
  await say(grace, 'By whose key?')
  await expect(lastTurn(grace)).toContainText('Hello from the scripted upstream.')
  expect(upstream.requests.at(-1)?.headers['x-api-key']).toBe('sk-grace-0123456789abcdef')
  await openProviders(grace)

  await openSettings(ada, 'Gateway')
  await ada.getByRole('switch', { name: 'Provider keys of one’s own' }).click()
  await expect(own).toContainText('Not used: not allowed here')
  await expect(grace.getByText('Estuary does not allow provider keys of one’s own.')).toBeVisible()
  await grace.getByRole('button', { name: 'Remove your key of Anthropic' }).click()
  await grace.getByRole('alertdialog').getByRole('button', { name: 'Remove your key' }).click()
  await expect(own).toContainText('None')
})
