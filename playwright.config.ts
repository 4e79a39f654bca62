// Journeys through the built app in a real browser. Chromium is the machine's own: Playwright's download is not needed.
import { defineConfig } from '@playwright/test'
import { findChromium } from './e2e/run/prerequisites.ts'

/**
 * Without the sandbox, because tests may run as root; without 3D, so that terminals draw their rows as text that can be read;
 * and without everything that Chromium would otherwise do on its own account.
 */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-3d-apis',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const executablePath = findChromium()

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
    trace: 'retain-on-failure',
    launchOptions: { args: FLAGS, ...(executablePath === undefined ? {} : { executablePath }) },
  },
  projects: [
    { name: 'journeys', testMatch: 'journeys/**/*.spec.ts' },
    { name: 'electron', testMatch: 'electron.spec.ts' },
    { name: 'screenshots', testMatch: 'screenshots.spec.ts' },
  ],
})
