// Every screen of the window and how a person gets there: one list for the accessibility journey and for the pictures.
import { expect, type Page } from '@playwright/test'
import { PROMPT, terminalIn } from './app/index.ts'
import { closeSecret, createOrganization, goTo, mintKey, openProviders, saveProvider } from './journeys/steps.ts'

type Screen = { readonly name: string; readonly open: (page: Page) => Promise<void> }

/** Text, a list and code: what an answer is usually made of. */
export const ANSWER = [
  'Two ways, from the simple to the thorough:\n\n',
  '1. **Ask the scheduler** what it still holds.\n',
  '2. **Follow the log** of the worker that stopped:\n\n',
  '```sh\njournalctl --unit harbour-worker --since today\n```\n\n',
  'The second also shows *why*.',
]

/** What the screens show, made as a person makes it. Leaves the window on the chat. */
export async function furnish(page: Page, anthropicBaseUrl: string): Promise<void> {
  await page.getByRole('button', { name: 'New terminal' }).click()
  await expect(terminalIn(page).rows).toContainText(PROMPT)
  await createOrganization(page, 'Harbour Works')
  for (const name of ['ci-deploy', 'night-watch']) {
    await mintKey(page, { name })
    await closeSecret(page)
  }
  await openProviders(page)
  await saveProvider(page, {
    title: 'Anthropic',
    baseUrl: anthropicBaseUrl,
    model: 'claude-sonnet-4-5',
    secret: 'sk-ant-a-secret-of-the-harbour',
  })
  await goTo(page, 'Chat')
  await page.getByRole('textbox', { name: 'Message' }).fill('How do I find the job that never finished?')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Answer' })).toContainText('claude-sonnet-4-5')
}

/** In this order: dialogs come last, for they cover the rail. Each is left by Escape. */
export const SCREENS: readonly Screen[] = [
  {
    name: 'terminals',
    async open(page) {
      await goTo(page, 'Terminals')
      await terminalIn(page).run(
        "clear; printf '\\e[1;34mHarbour\\e[0m \\e[32m✔ moored\\e[0m \\e[33m! tide in 2 h\\e[0m\\n'",
      )
    },
  },
  {
    name: 'chat',
    async open(page) {
      await goTo(page, 'Chat')
      await page
        .getByRole('navigation', { name: 'Chats' })
        .getByRole('link', { name: /How do I find/ })
        .click()
      await expect(page.getByRole('region', { name: 'Answer' })).toContainText('shows why')
    },
  },
  {
    name: 'new-chat',
    async open(page) {
      await page.getByRole('link', { name: 'New chat' }).click()
      await expect(page.getByText('Ask the default agent of Harbour Works.')).toBeVisible()
    },
  },
  {
    name: 'api-keys',
    async open(page) {
      await goTo(page, 'API keys')
      await expect(page.getByRole('row', { name: /ci-deploy/ })).toBeVisible()
    },
  },
  {
    name: 'hosts',
    async open(page) {
      await goTo(page, 'Hosts')
      await expect(page.getByText('this machine')).toBeVisible()
    },
  },
  {
    name: 'usage',
    async open(page) {
      await goTo(page, 'Usage')
      await expect(page.getByText('claude-sonnet-4-5').first()).toBeVisible()
    },
  },
  {
    name: 'settings',
    async open(page) {
      await goTo(page, 'Settings')
      await expect(page.getByText('Signed in as')).toBeVisible()
    },
  },
  {
    name: 'providers',
    async open(page) {
      await openProviders(page)
      await expect(page.getByText('Key saved')).toBeVisible()
    },
  },
  {
    name: 'command-palette',
    async open(page) {
      await page.getByRole('button', { name: 'Command palette' }).click()
      await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible()
    },
  },
  {
    name: 'create-api-key',
    async open(page) {
      await goTo(page, 'API keys')
      await page.getByRole('button', { name: 'Create API key' }).click()
      await expect(page.getByRole('dialog', { name: 'Create API key' })).toBeVisible()
    },
  },
  {
    name: 'delete-api-key',
    async open(page) {
      await page.getByRole('button', { name: 'Delete night-watch' }).click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
    },
  },
]

/** Opens each screen in turn, has `look` look at it, and leaves it. */
export async function visitScreens(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  for (const { name, open } of SCREENS) {
    await open(page)
    await look(name)
    if (await page.getByRole('dialog').or(page.getByRole('alertdialog')).isVisible())
      await page.keyboard.press('Escape')
  }
}
