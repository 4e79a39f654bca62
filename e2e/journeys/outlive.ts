// Vim in a split, the app killed and started again: for the journey that proves it, and for its pictures.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type App, expect, PROMPT, type TerminalOnScreen, terminalIn } from '../app/index.ts'

export const VIM = ['/usr/bin/vim', '/usr/bin/vi'].find((path) => existsSync(path))

type Outlived = { readonly vim: TerminalOnScreen; readonly file: string }

/** Leaves vim as it was before, with what was typed and not saved; `picture` is called at each station. */
export async function outliveKill(app: App, window: Page, picture: (name: string) => Promise<void>): Promise<Outlived> {
  const file = join(app.home, 'tide.txt')
  await window.getByRole('button', { name: 'New terminal' }).click()
  await expect(terminalIn(window).rows).toContainText(PROMPT)
  await terminalIn(window).run('COUNT=41; echo beside-vim')
  await window.keyboard.press('Control+Shift+O')
  const vim = terminalIn(window, 1)
  await expect(vim.rows).toContainText(PROMPT)
  await vim.type(`${VIM} -u NONE -N -n '${file}'\n`)
  await expect(vim.rows).toContainText('tide.txt')
  await vim.type('iHigh tide at noon,\nlow tide at six')
  await expect(vim.rows).toContainText('low tide at six')
  const before = await vim.lines()
  await picture('1-vim-in-a-split')

  const { restart } = await app.crash()
  // The window says so as well, and what lies beneath a dialog has no role for whoever does not ask for what is hidden.
  const lostWindow = window.getByRole('alertdialog')
  const lostViews = window.getByRole('region', { name: 'Connection lost', includeHidden: true })
  await expect(lostViews).toHaveCount(2)
  await expect(lostViews.first()).toContainText('What you type now is not sent')
  await expect(lostWindow).toBeVisible()
  await expect(window.locator('.xterm-rows').nth(1)).toContainText('low tide at six')
  await picture('2-the-app-was-killed')

  await restart()
  await expect.poll(async () => (await lostWindow.count()) * (await lostViews.count()), { timeout: 30_000 }).toBe(0)
  // Whichever found the host first has woken the other.
  await expect(lostWindow).toHaveCount(0, { timeout: 2_000 })
  await expect(lostViews).toHaveCount(0, { timeout: 2_000 })
  await expect.poll(() => vim.lines()).toEqual(before)
  await picture('3-the-app-is-back')
  return { vim, file }
}
