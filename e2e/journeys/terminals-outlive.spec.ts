// Vim in a split survives a kill -9 of the app: its window says what happened, finds its way back, and nothing of the work is lost.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, PROMPT, terminalIn, test } from '../app/index.ts'

const VIM = ['/usr/bin/vim', '/usr/bin/vi'].find((path) => existsSync(path))

async function picture(page: Page, name: string) {
  await test.info().attach(name, { body: await page.screenshot(), contentType: 'image/png' })
}

test('[T3] [U9] vim in a split survives a kill -9 of the app, with what was typed and not saved', async ({
  app,
  window,
}) => {
  test.info().skip(VIM === undefined, 'no vim on this machine')
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
  await picture(window, '1 vim in a split')

  const { restart } = await app.crash()
  const lost = vim.view.getByRole('region', { name: 'Connection lost' })
  await expect(lost).toContainText('What you type now is not sent')
  await expect(vim.rows).toContainText('low tide at six')
  await picture(window, '2 the app was killed')

  await restart()
  await expect(lost).toBeHidden({ timeout: 30_000 })
  await expect.poll(() => vim.lines()).toEqual(before)
  await picture(window, '3 the app is back')
  await vim.type(' o’clock\x1b:wq\n')
  await expect(vim.rows).toContainText(PROMPT)
  expect(readFileSync(file, 'utf8')).toBe('High tide at noon,\nlow tide at six o’clock\n')
  await terminalIn(window, 0).run('echo shell-$((COUNT + 1))')
  await expect(terminalIn(window, 0).rows).toContainText('shell-42')

  await window.reload()
  await expect(terminalIn(window, 1).rows).toContainText(PROMPT)
  await expect(terminalIn(window, 0).rows).toContainText('beside-vim')
  await picture(window, '4 after a reload')
})
