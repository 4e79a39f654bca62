// A newcomer's first minute: an empty home, no account, no internet.
import { expect, PROMPT, terminalIn, test } from '../app/index.ts'

test('[U22] leads from the start to a prompt in a terminal with one click and no account', async ({ window }) => {
  await window.getByRole('button', { name: 'New terminal' }).click()
  await expect(terminalIn(window).rows).toContainText(PROMPT)
})

test('signs the local owner in to an organization of their own', async ({ window }) => {
  await expect(window.getByRole('button', { name: /^Organization: (?!none)/ })).toBeVisible()
  await window.getByRole('link', { name: 'Settings' }).click()
  await expect(window.getByText('Embedded')).toBeVisible()
  await expect(window.getByText('Signed in as')).toBeVisible()
})

test('[L3] shows the first instance to a second start, and ends well', async ({ app, browser }) => {
  const page = await browser.newPage()
  const address = await app.freshAddress()
  expect(new URL(address).origin).toBe(app.origin)
  await page.goto(address)
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await page.close()
})

test('says in one line where it is, and ends on Ctrl-C', async ({ app }) => {
  expect(app.output().trimEnd().split('\n').at(-1)).toMatch(
    /^Mooring is ready: http:\/\/127\.0\.0\.1:\d+\/open\?ticket=\S+$/,
  )
  expect((await app.stop()).code).toBe(0)
})
