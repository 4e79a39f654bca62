// Vim in a split survives a kill -9 of the app: its window says what happened, finds its way back, and nothing of the work is lost.
import { readFileSync } from 'node:fs'
import { expect, PROMPT, terminalIn, test } from '../app/index.ts'
import { outliveKill, VIM } from './outlive.ts'

test('[T3] [U9] vim in a split survives a kill -9 of the app, with what was typed and not saved', async ({
  app,
  window,
}) => {
  test.info().skip(VIM === undefined, 'no vim on this machine')
  const { vim, file } = await outliveKill(app, window, async (name) => {
    await test.info().attach(name, { body: await window.screenshot(), contentType: 'image/png' })
  })
  await vim.type(' o’clock\x1b:wq\n')
  await expect(vim.rows).toContainText(PROMPT)
  expect(readFileSync(file, 'utf8')).toBe('High tide at noon,\nlow tide at six o’clock\n')
  await terminalIn(window, 0).run('echo shell-$((COUNT + 1))')
  await expect(terminalIn(window, 0).rows).toContainText('shell-42')

  await window.reload()
  await expect(terminalIn(window, 1).rows).toContainText(PROMPT)
  await expect(terminalIn(window, 0).rows).toContainText('beside-vim')
})
