// Every screen of the window and how a person gets there: one list for the accessibility journey and for the pictures.
import { expect, type Page } from '@playwright/test'
import { PROMPT, terminalIn } from './app/index.ts'
import {
  chooseOrganization,
  closeSecret,
  createOrganization,
  goTo,
  lastTurn,
  mintKey,
  openProviders,
  organizationOf,
  saveProvider,
  say,
} from './journeys/steps.ts'
import { addControlPlane, invite, openSettings } from './journeys/team.ts'

type Screen = {
  readonly name: string
  readonly open: (page: Page) => Promise<void>
  /** How what covers the window is left, where that is more than Escape. */
  readonly leave?: (page: Page) => Promise<void>
}

/** Text, a list and code: what an answer is usually made of. */
export const ANSWER = [
  'Two ways, from the simple to the thorough:\n\n',
  '1. **Ask the scheduler** what it still holds.\n',
  '2. **Follow the log** of the worker that stopped:\n\n',
  '```sh\njournalctl --unit harbour-worker --since today\n```\n\n',
  'The second also shows *why*.',
]

/** What the provider of the screens offers. */
export const MODELS = ['claude-opus-4-5', 'claude-sonnet-4-5', 'claude-haiku-4-5']

/** Colours, weights and characters beyond ASCII. */
const HARBOUR = String.raw`printf '\e[1;34mHarbour\e[0m\n \e[32m✔ moored\e[0m  berth 4\n \e[33m! tide in 2 h\e[0m  → 3.1 m\n'`

/** What the screens show, made as a person makes it. Leaves the window on the chat. */
export async function furnish(page: Page, anthropicBaseUrl: string): Promise<void> {
  await page.getByRole('button', { name: 'New terminal' }).click()
  await expect(terminalIn(page).rows).toContainText(PROMPT)
  // The machine itself stands in the first organization, so the window goes back to it.
  const own = await organizationOf(page)
  await createOrganization(page, 'Harbour Works')
  await chooseOrganization(page, own)
  for (const key of [{ name: 'night-watch' }, { name: 'ci-deploy', organization: 'Harbour Works' }]) {
    await mintKey(page, key)
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
  await say(page, 'How do I find the job that never finished?')
  await expect(lastTurn(page)).toContainText('claude-sonnet-4-5')
}

/** A page of the settings, once it shows what it is known by. */
function settings(name: string, section: string, seen: string): Screen {
  return {
    name,
    async open(page) {
      await openSettings(page, section)
      await expect(page.getByRole('main').getByText(seen).first()).toBeVisible()
    },
  }
}

/** In this order: dialogs come last, for they cover the rail. */
export const SCREENS: readonly Screen[] = [
  {
    name: 'terminals',
    async open(page) {
      await goTo(page, 'Terminals')
      await terminalIn(page).type(`clear; ${HARBOUR}\n`)
      await expect(terminalIn(page).rows).toContainText('tide in 2 h')
    },
  },
  {
    name: 'panes',
    async open(page) {
      await page.keyboard.press('Control+Shift+O')
      await expect(terminalIn(page, 1).rows).toContainText(PROMPT)
      await terminalIn(page, 1).type('clear; ls -C --color /usr\n')
      await expect(terminalIn(page, 1).rows).toContainText('share')
    },
    // Beside the first, the second would stand on every picture from here on.
    async leave(page) {
      await page.keyboard.press('Control+Shift+W')
      await expect(page.getByRole('region', { name: /^Terminal / }).filter({ visible: true })).toHaveCount(1)
      await expect(terminalIn(page).rows).toContainText('tide in 2 h')
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
      await expect(lastTurn(page)).toContainText('shows why')
    },
  },
  {
    name: 'new-chat',
    async open(page) {
      await page.getByRole('link', { name: 'New chat' }).click()
      await expect(page.getByText('Ask the default agent of')).toBeVisible()
    },
  },
  {
    name: 'keys',
    async open(page) {
      await goTo(page, 'API keys')
      await expect(page.getByRole('row', { name: /ci-deploy/ })).toBeVisible()
    },
  },
  {
    name: 'connect',
    async open(page) {
      await page.getByRole('link', { name: 'Connect a tool' }).click()
      await expect(page.getByText('export ANTHROPIC_BASE_URL=')).toBeVisible()
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
      await expect(page.getByRole('img', { name: /^Cost a day/ })).toBeVisible()
      await expect(page.getByRole('table', { name: 'Usage by model' })).toBeVisible()
    },
  },
  {
    name: 'request',
    async open(page) {
      await page
        .getByRole('button', { name: /^Request of/ })
        .first()
        .click()
      await expect(page.getByRole('dialog').getByText('Request id')).toBeVisible()
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
    name: 'provider-form',
    async open(page) {
      await page.getByRole('button', { name: 'Set up OpenAI' }).click()
      await expect(page.getByRole('form', { name: 'OpenAI' })).toBeVisible()
    },
    async leave(page) {
      await page.getByRole('form', { name: 'OpenAI' }).getByRole('button', { name: 'Cancel' }).click()
    },
  },
  {
    name: 'add-provider',
    async open(page) {
      await page.getByRole('button', { name: 'Add a provider' }).click()
      await expect(page.getByRole('dialog', { name: 'Add a provider' })).toBeVisible()
    },
  },
  settings('gateway', 'Gateway', 'Requests a minute'),
  {
    name: 'terminal-settings',
    async open(page) {
      await goTo(page, 'Settings')
      await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Terminal' }).click()
      await expect(page.getByRole('region', { name: 'Look' })).toBeVisible()
    },
  },
  settings('account', 'Account', 'this one'),
  settings('control-planes', 'Control planes', 'in use'),
  settings('organization', 'Organization', 'Your role'),
  settings('members', 'Members', 'owner@mooring.invalid'),
  {
    name: 'invitations',
    async open(page) {
      await invite(page, 'Grace Hopper')
      await expect(page.getByRole('row', { name: /Grace Hopper.*Open/ })).toBeVisible()
    },
  },
  settings('organization-keys', 'Keys of everybody', 'night-watch'),
  settings('audit', 'Audit', 'made the API key'),
  {
    name: 'command-palette',
    async open(page) {
      await page.getByRole('button', { name: /^Commands/ }).click()
      await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible()
    },
  },
  {
    name: 'add-control-plane',
    async open(page) {
      await addControlPlane(page, 'https://mooring.example.com', 'New account')
    },
  },
  {
    name: 'join-organization',
    async open(page) {
      await page.getByRole('button', { name: /^Organization: / }).click()
      await page.getByRole('menuitem', { name: 'Join an organization…' }).click()
      await page.getByLabel('Invitation link').fill('https://mooring.example.com/invitation#moor_inv_example')
      await expect(page.getByText('This invitation is for another control plane')).toBeVisible()
    },
  },
  {
    name: 'create-key',
    async open(page) {
      await goTo(page, 'API keys')
      await page.getByRole('button', { name: 'Create API key' }).click()
      await expect(page.getByRole('dialog', { name: 'Create API key' })).toBeVisible()
    },
  },
  {
    name: 'new-key',
    async open(page) {
      await mintKey(page, { name: 'tide-table' })
    },
    leave: closeSecret,
  },
  {
    name: 'key-limits',
    async open(page) {
      await page.getByRole('button', { name: 'More for night-watch' }).click()
      await page.getByRole('menuitem', { name: 'Limits…' }).click()
      await expect(page.getByRole('form', { name: 'Limits' })).toBeVisible()
    },
  },
  {
    name: 'delete-key',
    async open(page) {
      await page.getByRole('button', { name: 'Delete night-watch' }).click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
    },
  },
]

/** Opens each screen in turn, has `look` look at it, and leaves it. */
export async function visitScreens(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  for (const { name, open, leave } of SCREENS) {
    await open(page)
    await look(name)
    if (leave) await leave(page)
    else if (await page.getByRole('dialog').or(page.getByRole('alertdialog')).isVisible())
      await page.keyboard.press('Escape')
  }
}
