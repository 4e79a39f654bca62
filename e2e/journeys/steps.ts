// What several journeys do on their way, as a person does it in the window.
import { expect, type Locator, type Page } from '@playwright/test'

export async function goTo(page: Page, section: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: section }).click()
  await expect(page).toHaveTitle(`${section} · Mooring`)
}

/** By the palette, as its first match for what is typed. */
export async function runCommand(page: Page, typed: string): Promise<void> {
  await page.getByRole('button', { name: /^Commands/ }).click()
  await page.getByRole('combobox', { name: 'Search commands' }).fill(typed)
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
}

export async function createOrganization(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Organization: / }).click()
  await page.getByRole('menuitem', { name: 'New organization…' }).click()
  const dialog = page.getByRole('dialog', { name: 'New organization' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Create organization' }).click()
  await expect(page.getByRole('button', { name: `Organization: ${name}` })).toBeVisible()
}

export async function chooseOrganization(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: /^Organization: / }).click()
  await page.getByRole('menuitemradio', { name }).click()
}

/** The name of the organization that the window acts in. */
export async function organizationOf(page: Page): Promise<string> {
  const label = await page.getByRole('button', { name: /^Organization: / }).getAttribute('aria-label')
  return label?.replace(/^Organization: /, '') ?? ''
}

export type Minted = { readonly secret: string; readonly controlPlaneUrl: string }

type KeyInput = { name: string; organization?: string; kind?: 'Member key' | 'Personal key' | 'Service key' }

/** Leaves the dialog open, with the secret in it. What is not said of the key is taken as it stands there. */
export async function mintKey(page: Page, key: KeyInput): Promise<Minted> {
  await goTo(page, 'API keys')
  await page.getByRole('button', { name: 'Create API key' }).click()
  const form = page.getByRole('dialog', { name: 'Create API key' })
  await form.getByLabel('Name').fill(key.name)
  if (key.kind !== undefined) await form.getByRole('radio', { name: key.kind }).click()
  if (key.organization !== undefined) {
    await form.getByRole('combobox', { name: 'Organization' }).click()
    await page.getByRole('option', { name: key.organization, exact: true }).click()
  }
  await form.getByRole('button', { name: 'Create API key' }).click()
  const shown = page.getByRole('dialog', { name: 'Copy your key now' })
  const secret = (await shown.getByText(/^moor_live_\w{42}$/).textContent()) ?? ''
  const curl = (await shown.getByText(/^curl /).textContent()) ?? ''
  return { secret, controlPlaneUrl: curl.match(/ (http\S+)\/v1\/me$/)?.[1] ?? '' }
}

export async function closeSecret(page: Page): Promise<void> {
  const shown = page.getByRole('dialog', { name: 'Copy your key now' })
  await shown.getByRole('checkbox', { name: 'I have stored the key' }).click()
  await shown.getByRole('button', { name: 'Done' }).click()
  await expect(shown).toBeHidden()
}

export type ProviderInput = { title: 'Anthropic' | 'OpenAI'; baseUrl: string; model: string; secret: string }

export async function openProviders(page: Page): Promise<void> {
  await goTo(page, 'Settings')
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Providers' }).click()
}

/** On the providers page. */
export async function saveProvider(page: Page, { title, baseUrl, model, secret }: ProviderInput): Promise<void> {
  const form = page.getByRole('form', { name: title, exact: true })
  const setUp = page.getByRole('button', { name: `Set up ${title}` })
  await expect(form.or(setUp)).toBeVisible()
  if (await setUp.isVisible()) await setUp.click()
  await form.getByLabel('Base URL').fill(baseUrl)
  await form.getByLabel('Model').fill(model)
  await form.getByLabel('API key').fill(secret)
  await form.getByRole('button', { name: `Save ${title}` }).click()
  await expect(page.getByRole('region', { name: title }).getByText('Key saved')).toBeVisible()
}

/** On the chat page. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  await page.keyboard.press('Enter')
}

/** The newest turn: what was said, and its answer as far as it came. */
export function lastTurn(page: Page): Locator {
  return page.getByRole('region', { name: 'Conversation' }).getByRole('article').last()
}
