// Two people on one control plane, each with an app and a window of their own: Ada made the organization, Grace was invited to it.
import type { Browser, Page } from '@playwright/test'
import { type App, test as base, CHROMIUM, expect, startApp, startControlPlane } from '../app/index.ts'
import { createOrganization } from './steps.ts'

export type Person = { readonly name: string; readonly email: string; readonly password: string }

export const ADA: Person = { name: 'Ada Lovelace', email: 'ada@example.com', password: 'an engine weaves patterns' }
export const GRACE: Person = { name: 'Grace Hopper', email: 'grace@example.com', password: 'a moth was in the relay' }

export type Place = { readonly app: App; readonly page: Page }

export type Team = AsyncDisposable & {
  readonly url: string
  readonly ada: Place
  /** Her app knows her own control plane only, until she joins. */
  readonly grace: Place
}

export const TEAM = 'Harbour Works'

/** One team serves all journeys of a worker: starting it takes as long as several of them. */
export const test = base.extend<{ team: Team }, { teamOfWorker: Team }>({
  teamOfWorker: [
    async ({ playwright }, use) => {
      await using stack = new AsyncDisposableStack()
      const browser = await playwright.chromium.launch(CHROMIUM)
      stack.defer(() => browser.close())
      const team = stack.use(await startTeam(browser))
      await graceJoins(team)
      await use(team)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  team: async ({ teamOfWorker }, use) => {
    for (const { app, page } of [teamOfWorker.ada, teamOfWorker.grace]) await page.goto(app.origin)
    await use(teamOfWorker)
  },
})

/** Ada has signed up and made the organization; Grace has not come yet. */
export async function startTeam(browser: Browser): Promise<Team> {
  await using stack = new AsyncDisposableStack()
  const { url } = stack.use(await startControlPlane())
  const open = async (): Promise<Place> => {
    const app = stack.use(await startApp())
    const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1280, height: 800 } })
    stack.defer(() => context.close())
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const page = await context.newPage()
    await page.goto(app.address)
    return { app, page }
  }
  const [ada, grace] = await Promise.all([open(), open()])
  await signUp(ada.page, url, ADA)
  await createOrganization(ada.page, TEAM)
  const all = stack.move()
  return { url, ada, grace, [Symbol.asyncDispose]: () => all.disposeAsync() }
}

export async function openSettings(page: Page, section: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: section, exact: true }).click()
}

/** Leaves the dialog open at the way of that name. */
export async function addControlPlane(page: Page, url: string, way: 'Password' | 'Device code' | 'New account') {
  await openSettings(page, 'Control planes')
  await page.getByRole('button', { name: 'Add…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a control plane' })
  await dialog.getByLabel('Address').fill(url)
  await dialog.getByRole('tab', { name: way }).click()
  return dialog
}

/** `invitation`: the link that lets the person in. */
export async function signUp(page: Page, url: string, person: Person, invitation?: string): Promise<void> {
  const dialog = await addControlPlane(page, url, 'New account')
  await dialog.getByLabel('Your name').fill(person.name)
  await dialog.getByLabel('E-mail').fill(person.email)
  await dialog.getByRole('textbox', { name: 'Password' }).fill(person.password)
  if (invitation !== undefined) await dialog.getByLabel('Invitation link').fill(invitation)
  await dialog.getByRole('button', { name: 'Make an account' }).click()
  await expect(dialog).toBeHidden()
}

export async function signIn(page: Page, url: string, { email, password }: Person): Promise<void> {
  const dialog = await addControlPlane(page, url, 'Password')
  await dialog.getByLabel('E-mail').fill(email)
  await dialog.getByRole('textbox', { name: 'Password' }).fill(password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog).toBeHidden()
}

/** The link of a new invitation to the organization that the window is in. */
export async function invite(page: Page, whom: string): Promise<string> {
  await openSettings(page, 'Invitations')
  await page.getByRole('button', { name: 'Invite…' }).click()
  const form = page.getByRole('dialog', { name: /^Invite somebody/ })
  await form.getByLabel('For whom').fill(whom)
  await form.getByRole('button', { name: 'Make the link' }).click()
  const shown = page.getByRole('dialog', { name: 'Send this link' })
  const link = (await shown.getByText(/\/invitation#/).textContent()) ?? ''
  await shown.getByRole('button', { name: 'Done' }).click()
  return link
}

/** Grace makes an account with an invitation of Ada's, and accepts it. */
export async function graceJoins({ url, ada, grace }: Team): Promise<void> {
  const link = await invite(ada.page, GRACE.name)
  await signUp(grace.page, url, GRACE, link)
  const question = grace.page.getByRole('dialog', { name: 'Join an organization' })
  await expect(question).toContainText(`${ADA.name} invites you as a member`)
  await question.getByRole('button', { name: `Join ${TEAM}` }).click()
  await expect(grace.page.getByRole('button', { name: `Organization: ${TEAM}` })).toBeVisible()
}

/** Both in an organization that no other journey knows: Ada owns it, Grace is a member. */
export async function meetIn({ ada, grace }: Team, organization: string): Promise<void> {
  await createOrganization(ada.page, organization)
  await join(grace.page, await invite(ada.page, GRACE.name), organization)
}

export async function join(page: Page, link: string, organization: string): Promise<void> {
  await page.getByRole('button', { name: /^Organization: / }).click()
  await page.getByRole('menuitem', { name: 'Join an organization…' }).click()
  await page.getByLabel('Invitation link').fill(link)
  await page.getByRole('button', { name: `Join ${organization}` }).click()
  await expect(page.getByRole('button', { name: `Organization: ${organization}` })).toBeVisible()
}

/** From the members page of the organization that Ada's window is in. */
export async function removeGrace({ ada: { page } }: Team): Promise<void> {
  await openSettings(page, 'Members')
  await page.getByRole('button', { name: `Remove ${GRACE.name}` }).click()
  const question = page.getByRole('alertdialog', { name: `Remove ${GRACE.name} from` })
  await question.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(question).toBeHidden()
}
