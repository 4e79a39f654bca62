// The app with a window of its own: starts the host in this process, shows its one window, and ends both together.
// Whatever is product lives in the host and in the page; the window is a locked-down browser.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { app, type BrowserWindow, dialog } from 'electron'
import { Failure, isFailure } from '#contract/failure'
import { type Host, readHostConfig, startHost } from '#host'
import { askRunningInstance } from '#host/instance'
import { stopTerminalServer } from '#host/terminal'
import { installMenu } from './menu.ts'
import { createWindow } from './window.ts'

const { values: flags } = parseArgs({
  options: {
    home: { type: 'string' },
    port: { type: 'string' },
    'control-plane': { type: 'string' },
    'stop-terminals': { type: 'boolean', default: false },
  },
  // Electron and Chromium have flags of their own.
  strict: false,
})

// Not awaited here: Electron is not ready before this module has been evaluated.
main().catch(giveUp)

async function main(): Promise<void> {
  const config = readHostConfig({
    home: text(flags.home),
    port: flags.port === undefined ? undefined : Number(flags.port),
    controlPlane: text(flags['control-plane']),
  })
  app.setPath('userData', windowStorage(config.home))
  if (!app.requestSingleInstanceLock()) return app.quit()
  const [host] = await Promise.all([openHost(config), app.whenReady()])
  installMenu()
  const window = createWindow(host.address())
  app.on('second-instance', () => show(window))
  app.on('window-all-closed', () => app.quit())
  quitWith(host.close)
  host.stopRequested.then(() => app.quit())
}

/** The lock and the window's storage belong to the home, so that two homes are two apps. */
function windowStorage(home: string): string {
  const folder = join(home, 'window')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new Failure('home-not-writable', `Mooring cannot write to ${home}. Choose another folder with --home.`, {
      cause,
    })
  }
  return folder
}

type OpenHost = { address: () => string; close: () => Promise<void>; stopRequested: Promise<unknown> }

/** This process's own host, or the one that already runs for this home: then the window is a guest there. */
async function openHost(config: ReturnType<typeof readHostConfig>): Promise<OpenHost> {
  const result = await startHost(config)
  if (result.outcome === 'started') return ownHost(result.host, config.home)
  const running = await askRunningInstance(config.home, 'open')
  const address = running?.address
  if (address == null)
    throw new Failure('conflict', `Another Mooring holds ${config.home} but does not answer. Stop it, then try again.`)
  return { address: () => address, close: async () => {}, stopRequested: new Promise(() => {}) }
}

function ownHost(host: Host, home: string): OpenHost {
  const close = async () => {
    await host[Symbol.asyncDispose]()
    if (flags['stop-terminals']) await stopTerminalServer({ home })
  }
  return { address: host.openUrl, close, stopRequested: host.stopRequested }
}

function show(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.focus()
}

/** Holds the end of the app back until the host has put its things away. */
function quitWith(close: () => Promise<void>): void {
  let closing = false
  app.on('will-quit', (event) => {
    if (closing) return
    closing = true
    event.preventDefault()
    void close().finally(() => app.exit())
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
}

function giveUp(error: unknown): void {
  const reason = isFailure(error) ? error.message : 'Mooring met an error that it did not expect while starting.'
  process.stderr.write(`${isFailure(error) ? reason : error}\n`)
  dialog.showErrorBox('Mooring could not be started', reason)
  app.exit(1)
}

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
