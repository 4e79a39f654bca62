// The one window: a browser without a way out of the host's origin and without anything of Node. There is no preload
// script: the page speaks to the host by the same WebSocket as in any browser, so nothing needs a bridge.

import { BrowserWindow, type Session, shell } from 'electron'
import { isPermitted, navigationOf } from './window-policy.ts'

/** `address` is the host's one-time address. */
export function createWindow(address: string): BrowserWindow {
  const ownOrigin = new URL(address).origin
  const window = new BrowserWindow({
    title: 'Mooring',
    width: 1280,
    height: 820,
    minWidth: 480,
    minHeight: 360,
    show: false,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  keepInside(window, ownOrigin)
  restrictPermissions(window.webContents.session, ownOrigin)
  window.once('ready-to-show', () => window.show())
  void window.loadURL(address)
  return window
}

function keepInside({ webContents }: BrowserWindow, ownOrigin: string): void {
  const leave = (url: string) => {
    if (navigationOf(url, ownOrigin) === 'outside') void shell.openExternal(url)
  }
  const judge = (event: Electron.Event, url: string) => {
    if (navigationOf(url, ownOrigin) === 'inside') return
    event.preventDefault()
    leave(url)
  }
  webContents.on('will-navigate', (event) => judge(event, event.url))
  webContents.on('will-redirect', (event) => judge(event, event.url))
  webContents.on('will-attach-webview', (event) => event.preventDefault())
  webContents.setWindowOpenHandler(({ url }) => {
    leave(url)
    return { action: 'deny' }
  })
}

function restrictPermissions(session: Session, ownOrigin: string): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => {
    answer(isPermitted(permission, requestingUrl, ownOrigin))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => isPermitted(permission, origin, ownOrigin))
}
