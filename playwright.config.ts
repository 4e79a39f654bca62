// Journeys through the built app in a real browser. Chromium is the machine's own: Playwright's download is not needed.
import { defineConfig } from '@playwright/test'
import { CHROMIUM } from './e2e/app/chromium.ts'

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  /** An app, a browser and shells of their own for each worker. */
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: {
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    screenshot: 'only-on-failure',
    launchOptions: CHROMIUM,
  },
  projects: [
    { name: 'journeys', testMatch: 'journeys/**/*.spec.ts' },
    { name: 'electron', testMatch: 'electron.spec.ts' },
    { name: 'screenshots', testMatch: 'screenshots.spec.ts' },
  ],
})
