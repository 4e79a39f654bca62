// A shell that marks its commands, by the lines that the settings offer: signs, ways from prompt to prompt, a command's output.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, PROMPT, terminalIn, test } from '../app/index.ts'
import { goTo } from './steps.ts'

test.beforeEach(async ({ window, app }) => {
  await goTo(window, 'Settings')
  await window.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Terminal' }).click()
  await window.getByRole('button', { name: 'Copy the lines for bash' }).click()
  await expect.poll(() => window.evaluate(() => navigator.clipboard.readText())).toContain('133;C')
  const lines = join(app.home, 'marks.sh')
  writeFileSync(lines, await window.evaluate(() => navigator.clipboard.readText()))
  await goTo(window, 'Terminals')
  await window.getByRole('button', { name: 'New terminal' }).click()
  await expect(terminalIn(window).rows).toContainText(PROMPT)
  await terminalIn(window).type(`. '${lines}'; PS1='mark\\[\\e]133;B\\a\\]> '; cd /usr/share; clear\n`)
  await expect.poll(async () => (await terminalIn(window).lines())[0]).toBe('mark>')
})

test('[U8] shows how each command ended and how long it took, after a reload as well', async ({ window }) => {
  const terminal = terminalIn(window)
  await terminal.type('sleep 1.2\n')
  await terminal.type('(exit 3)\n')
  await terminal.type('cat\n')
  const signs = terminal.view.locator('.command-sign')
  const outcomes = () =>
    signs.evaluateAll((all) => all.map((sign) => (sign instanceof HTMLElement ? { ...sign.dataset } : {})))
  const expected = [
    { outcome: 'done', words: expect.stringMatching(/^1\.\d s$/) },
    { outcome: 'failed', words: expect.stringMatching(/^exit 3 · 0(\.\d)? s$/) },
    { outcome: 'running', words: '' },
  ]
  await expect.poll(outcomes, { timeout: 10_000 }).toEqual(expected)
  await window.reload()
  await expect.poll(outcomes).toEqual(expected)
})

test('[U8] copies the output of the last command, and of the one gone to', async ({ window }) => {
  const terminal = terminalIn(window)
  const copied = () => window.evaluate(() => navigator.clipboard.readText())
  await terminal.type("printf 'first\\nlines\\n'\n")
  await terminal.type('seq 60\n')
  await expect(terminal.rows).toContainText('60')
  await terminal.type('echo last\n')
  await expect(terminal.rows).toContainText('last')
  await window.keyboard.press('Control+Shift+G')
  await expect.poll(copied).toBe('last')
  for (let steps = 0; steps < 3; steps += 1) await window.keyboard.press('Control+Shift+Z')
  await expect(terminal.rows).toContainText('first')
  expect(await terminal.view.locator('.command-found').count()).toBeLessThanOrEqual(1)
  await expect(window.getByRole('status').filter({ hasText: /printf .*, 0(\.\d)? s/ })).toBeAttached()
  await window.keyboard.press('Control+Shift+G')
  await expect.poll(copied).toBe('first\nlines')
  await window.keyboard.press('Control+Shift+X')
  await window.keyboard.press('Control+Shift+G')
  await expect.poll(copied).toBe(Array.from({ length: 60 }, (_, index) => index + 1).join('\n'))
})

test('[U8] begins a split in the folder where the shell is', async ({ window }) => {
  await window.keyboard.press('Control+Shift+O')
  await expect(terminalIn(window, 1).rows).toContainText(PROMPT)
  await terminalIn(window, 1).run('pwd')
  await expect(terminalIn(window, 1).rows).toContainText('/usr/share')
})
