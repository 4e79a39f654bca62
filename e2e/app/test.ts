// What every journey begins with: an app of its own, and its window in a real browser.
import { test as base, type Page } from '@playwright/test'
import { CHROMIUM_MISSING, findChromium } from '../run/prerequisites.ts'
import { type App, startApp } from './app.ts'

type Journey = {
  /** Said by journeys that open no window: `test.use({ opensWindow: false })`. */
  opensWindow: boolean
  /** Skips, with the reason, where a journey cannot run. */
  machine: undefined
  app: App
  /** The app's window, on the terminals page. */
  window: Page
}

export const test = base.extend<Journey>({
  opensWindow: [true, { option: true }],
  machine: [
    async ({ opensWindow }, use, info) => {
      info.skip(opensWindow && findChromium() === undefined, CHROMIUM_MISSING)
      info.skip(process.platform === 'win32', 'the journeys type into a POSIX shell, and end programs by signals')
      await use(undefined)
    },
    { auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its first parameter.
  app: async ({}, use) => {
    await using app = await startApp()
    await use(app)
  },
  window: async ({ app, page, context }, use) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(app.address)
    await use(page)
  },
})

export { expect } from '@playwright/test'
