// The desktop window, where Electron's runtime and a display are there. The window is a browser: what the journeys prove holds
// for it; here is what only it has.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, expect, test } from '@playwright/test'
import { createPlace } from './app/index.ts'

const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
const note = join(folder, 'path.txt')
const runtime = existsSync(note) ? join(folder, 'dist', readFileSync(note, 'utf8')) : undefined
const hasRuntime = runtime !== undefined && existsSync(runtime)
const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)

test.beforeEach(() => {
  test.info().skip(!hasRuntime, "Electron's runtime is not downloaded")
  test.info().skip(!hasDisplay, 'there is no display')
})

async function openDesktopWindow() {
  const place = createPlace()
  const main = fileURLToPath(new URL('../out/main/electron.js', import.meta.url))
  const { DISPLAY, WAYLAND_DISPLAY, XAUTHORITY } = process.env
  const app = await _electron.launch({
    args: [main, '--no-sandbox', '--home', place.home, '--port', '0', '--stop-terminals'],
    env: JSON.parse(JSON.stringify({ ...place.environment, DISPLAY, WAYLAND_DISPLAY, XAUTHORITY })),
  })
  return {
    app,
    window: await app.firstWindow(),
    async [Symbol.asyncDispose]() {
      await app.close()
      place[Symbol.dispose]()
    },
  }
}

test('opens the window on the host’s own address, ready to use', async () => {
  await using desktop = await openDesktopWindow()
  await expect(desktop.window.getByRole('button', { name: 'New terminal' })).toBeVisible()
  expect(desktop.window.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//)
})

test('gives the page nothing of Node and no way out of its origin', async () => {
  await using desktop = await openDesktopWindow()
  const { window, app } = desktop
  expect(
    await window.evaluate(() => ['require', 'process', 'ipcRenderer'].filter((name) => name in globalThis)),
  ).toEqual([])
  await window.evaluate(() => open('https://example.com'))
  expect(app.windows()).toHaveLength(1)
})
