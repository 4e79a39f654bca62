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
  const lost = vim.view.getByRole('region', { name: 'Connection lost' })
  await expect(lost).toContainText('What you type now is not sent')
  await expect(vim.rows).toContainText('low tide at six')
  await picture('2-the-app-was-killed')

  await restart()
  // While the window has not found the host, keys are its own, and what lies beneath is nothing to be asked for by its role.
  await expect(window.getByRole('alertdialog')).toHaveCount(0, { timeout: 30_000 })
  // Both terminals have found it by then, or do so now.
  await expect(window.getByRole('region', { name: 'Connection lost' })).toHaveCount(0, { timeout: 3_000 })
  await expect.poll(() => vim.lines()).toEqual(before)
  await picture('3-the-app-is-back')
  return { vim, file }
}
