// How a person wants terminals: chosen in the settings, seen in the terminal, kept over a reload.
import type { Page } from '@playwright/test'
import { expect, PROMPT, terminalIn, test } from '../app/index.ts'
import { goTo } from './steps.ts'

async function openSettings(page: Page) {
  await goTo(page, 'Settings')
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Terminal' }).click()
}

async function choose(page: Page, field: string, option: string) {
  await page.getByRole('combobox', { name: field }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

async function openTerminal(page: Page) {
  await goTo(page, 'Terminals')
  await page.getByRole('button', { name: 'New terminal' }).click()
  await expect(terminalIn(page).rows).toContainText(PROMPT)
}

const style = (page: Page, property: 'backgroundColor' | 'fontSize') =>
  terminalIn(page).view.evaluate(
    (view, name) => getComputedStyle(name === 'fontSize' ? (view.querySelector('.xterm-rows') ?? view) : view)[name],
    property,
  )

test('[U8] shows terminals in the colours and letters that were chosen, at once and after a reload', async ({
  window,
}) => {
  await openTerminal(window)
  await openSettings(window)
  await choose(window, 'Colours', 'Gruvbox dark')
  await window.getByLabel('Size').fill('17')
  await window.keyboard.press('Enter')
  await goTo(window, 'Terminals')
  await expect.poll(() => style(window, 'backgroundColor')).toBe('rgb(40, 40, 40)')
  await expect.poll(() => style(window, 'fontSize')).toBe('17px')
  await window.reload()
  await expect(terminalIn(window).rows).toContainText(PROMPT)
  await expect.poll(() => style(window, 'fontSize')).toBe('17px')
})

test('[T13] tells programs the colours that are drawn, as soon as they are others', async ({ window }) => {
  await openTerminal(window)
  const shell = terminalIn(window)
  await shell.run(
    String.raw`ask() { printf '\e]11;?\a'; IFS= read -rsd '\' answer; echo "$answer" | tr -d '\033'; }; clear`,
  )
  for (const [colorScheme, color] of [
    ['light', 'rgb:fcfc/fefe/fefe'],
    ['dark', 'rgb:0d0d/1b1b/2323'],
  ] as const) {
    await window.emulateMedia({ colorScheme })
    await expect
      .poll(() => style(window, 'backgroundColor'))
      .toBe(colorScheme === 'light' ? 'rgb(252, 254, 254)' : 'rgb(13, 27, 35)')
    await shell.run('ask')
    await expect(shell.rows).toContainText(color)
  }
})

test('[U8] follows the window, and its contrast', async ({ window }) => {
  await openTerminal(window)
  for (const [colorScheme, contrast, color] of [
    ['dark', 'no-preference', 'rgb(13, 27, 35)'],
    ['dark', 'more', 'rgb(0, 0, 0)'],
    ['light', 'more', 'rgb(255, 255, 255)'],
  ] as const) {
    await window.emulateMedia({ colorScheme, contrast })
    await expect.poll(() => style(window, 'backgroundColor')).toBe(color)
  }
})

/** Of Geist Mono, in parts of its size. */
const LETTER_WIDTH = 0.6

/** As drawn, in pixels: whatever was measured too early draws letters apart or into each other. */
const widthOfALetter = (page: Page) =>
  terminalIn(page)
    .rows.locator('span')
    .filter({ hasText: PROMPT })
    .last()
    .evaluate((text) => text.getBoundingClientRect().width / (text.textContent?.length ?? 1))

test('[U8] makes the letters larger and smaller by keyboard, and the shell learns its size', async ({ window }) => {
  await openTerminal(window)
  const rows = (await terminalIn(window).lines()).length
  for (let presses = 0; presses < 6; presses += 1) await window.keyboard.press('Control+Shift+Equal')
  await expect.poll(() => style(window, 'fontSize')).toBe('19px')
  await expect.poll(async () => (await terminalIn(window).lines()).length).toBeLessThan(rows - 8)
  await terminalIn(window).run('clear; stty size')
  expect((await terminalIn(window).lines()).join()).toContain(`${(await terminalIn(window).lines()).length} `)
  await expect.poll(() => widthOfALetter(window)).toBeCloseTo(19 * LETTER_WIDTH, 1)
  await window.keyboard.press('Control+Shift+Digit0')
  await expect.poll(async () => (await terminalIn(window).lines()).length).toBe(rows)
  await expect.poll(() => widthOfALetter(window)).toBeCloseTo(13 * LETTER_WIDTH, 1)
})

test('[U8] copies what is selected when that was chosen', async ({ window }) => {
  await openSettings(window)
  await window.getByRole('checkbox', { name: /Copy what is selected/ }).click()
  await openTerminal(window)
  await terminalIn(window).run('clear; echo harbour')
  const box = await terminalIn(window).rows.getByText('harbour', { exact: true }).boundingBox()
  await window.mouse.dblclick((box?.x ?? 0) + 20, (box?.y ?? 0) + 8)
  await expect.poll(() => window.evaluate(() => navigator.clipboard.readText())).toBe('harbour')
})

test('[T12] asks before a paste that would run, and does not when that was chosen', async ({ window }) => {
  await openTerminal(window)
  const shell = terminalIn(window)
  await shell.run("bind 'set enable-bracketed-paste off'; clear")
  await window.evaluate(() => navigator.clipboard.writeText('echo pasted-$((1+1))\n'))
  await window.keyboard.press('Control+V')
  await expect(shell.rows).not.toContainText('pasted')
  await window.keyboard.press('Control+Shift+V')
  const question = window.getByRole('alertdialog', { name: 'Paste this text?' })
  await expect(question).toContainText('echo pasted-$((1+1))')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await openSettings(window)
  await window.getByRole('checkbox', { name: /Ask before pasting/ }).click()
  await goTo(window, 'Terminals')
  await expect(shell.rows).toContainText(PROMPT)
  await shell.view.getByRole('textbox', { name: 'Terminal input' }).focus()
  await window.keyboard.press('Control+Shift+V')
  await expect(shell.rows).toContainText('pasted-2')
})

test('[U8] opens a terminal by a profile, and by the usual one', async ({ window }) => {
  await openSettings(window)
  await window.getByRole('button', { name: 'New profile' }).click()
  const dialog = window.getByRole('dialog', { name: 'New profile' })
  await dialog.getByRole('button', { name: 'Save profile' }).click()
  await expect(dialog).toContainText('Give it a name.')
  await dialog.getByLabel('Name').fill('Docs')
  await dialog.getByLabel('Shell').fill('/bin/sh')
  await dialog.getByLabel('Folder').fill('/usr/share')
  await dialog.getByRole('button', { name: 'Save profile' }).click()
  await openTerminal(window)
  await window.getByRole('button', { name: 'Open by profile' }).click()
  await window.getByRole('menuitem', { name: 'Docs' }).click()
  await expect(window.getByRole('tab')).toHaveCount(2)
  await expect(window.getByRole('tab').nth(1)).toHaveAttribute('aria-selected', 'true')
  await expect(terminalIn(window).rows).toContainText(PROMPT)
  await terminalIn(window).run('echo "$0 in $PWD"')
  await expect(terminalIn(window).rows).toContainText('sh in /usr/share')

  await openSettings(window)
  await window.getByRole('button', { name: 'Make Docs the usual' }).click()
  await goTo(window, 'Terminals')
  await window.getByRole('button', { name: 'New terminal' }).click()
  await expect(window.getByRole('tab').nth(2)).toHaveAttribute('aria-selected', 'true')
  await expect(terminalIn(window).rows).toContainText(PROMPT)
  await terminalIn(window).run('pwd')
  await expect(terminalIn(window).rows).toContainText('/usr/share')
})
