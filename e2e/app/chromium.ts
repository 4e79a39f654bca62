// How every browser of the tests and benchmarks is started.
import type { LaunchOptions } from '@playwright/test'
import { findChromium } from '../run/prerequisites.ts'

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

/** The machine's own Chromium: Playwright's download is not needed. */
export const CHROMIUM: LaunchOptions = { args: FLAGS, ...(executablePath === undefined ? {} : { executablePath }) }
