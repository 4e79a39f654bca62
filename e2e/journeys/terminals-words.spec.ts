// What is written in a terminal and on it: finding words, following links, naming the terminal.
import type { Locator, Page } from '@playwright/test'
import { expect, PROMPT, terminalIn, test } from '../app/index.ts'

type Click = { readonly held?: readonly string[]; readonly x?: number }

/** What is drawn lies beneath the layer that takes the pointer, so the pointer goes by place. */
async function pointAt(page: Page, text: Locator, { x = 20 }: Click = {}) {
  // A row is drawn anew when the pointer comes to a link or leaves it: for a moment there is no place.
  await expect(async () => {
    const box = await text.boundingBox()
    if (!box) throw new Error('It is not shown.')
    await page.mouse.move(box.x + x - 2, box.y + box.height / 2)
    await page.mouse.move(box.x + x, box.y + box.height / 2)
  }).toPass({ timeout: 5_000 })
}

async function clickAt(page: Page, text: Locator, { held = [], ...click }: Click = {}) {
  await pointAt(page, text, click)
  for (const key of held) await page.keyboard.down(key)
  await page.mouse.down()
  await page.mouse.up()
  for (const key of held) await page.keyboard.up(key)
}

test.beforeEach(async ({ window }) => {
  await window.getByRole('button', { name: 'New terminal' }).click()
  await expect(terminalIn(window).rows).toContainText(PROMPT)
})

test('[U8] finds words, counted, by case and as an expression', async ({ window }) => {
  await terminalIn(window).run(String.raw`clear; printf 'Tide tide tidewater\nTIDE 42\n'`)
  await window.keyboard.press('Control+Shift+F')
  const bar = window.getByRole('search', { name: 'Find in terminal' })
  await expect(bar.getByRole('textbox')).toBeFocused()
  await window.keyboard.type('tide')
  const count = bar.getByRole('status')
  await expect(count).toHaveText('4 of 4')
  await window.keyboard.press('Enter')
  await expect(count).toHaveText('3 of 4')
  await bar.getByRole('button', { name: 'Match case' }).click()
  await expect(count).toHaveText(/of 2$/)
  await bar.getByRole('button', { name: 'Regular expression' }).click()
  await bar.getByRole('textbox').fill('TI[')
  await expect(count).toHaveText('Unfinished')
  await bar.getByRole('textbox').fill(String.raw`TI\w+ \d+`)
  await expect(count).toHaveText('1 of 1')
  await window.keyboard.press('Escape')
  await expect(bar).toBeHidden()
  await expect(terminalIn(window).view.getByRole('textbox', { name: 'Terminal input' })).toBeFocused()
})

test('[U8] opens an address with Ctrl and a click only, and shows where it leads before', async ({
  window,
  context,
}) => {
  await context.route('https://harbour.test/**', (route) => route.fulfill({ body: 'moored' }))
  const terminal = terminalIn(window)
  await terminal.run('clear; echo https://harbour.test/tide')
  const link = terminal.rows.getByText('https://harbour.test/tide', { exact: true }).last()
  await pointAt(window, link)
  await expect(terminal.view.getByText('Ctrl+click to open')).toBeVisible()
  await clickAt(window, link)
  expect(context.pages()).toHaveLength(1)
  const opening = context.waitForEvent('page')
  await clickAt(window, link, { held: ['Control'] })
  expect((await opening).url()).toBe('https://harbour.test/tide')
})

test('[U8] copies a file and its line, and types its name at the prompt without an Enter', async ({ window }) => {
  const terminal = terminalIn(window)
  await terminal.run("clear; echo 'src/tide table.ts:12:5 x'; echo 'at ./src/tide.ts:12:5'")
  const link = terminal.rows.getByText('at ./src/tide.ts:12:5', { exact: true })
  await pointAt(window, link, { x: 100 })
  await expect(terminal.view.getByText('Ctrl+click to copy, Ctrl+Alt+click to type it')).toBeVisible()
  await clickAt(window, link, { held: ['Control'], x: 100 })
  await expect(window.getByText('Copied ./src/tide.ts:12:5')).toBeVisible()
  expect(await window.evaluate(() => navigator.clipboard.readText())).toBe('./src/tide.ts:12:5')
  await clickAt(window, link, { held: ['Control', 'Alt'], x: 100 })
  await expect.poll(async () => (await terminal.lines()).filter(Boolean).at(-1)).toMatch(/[#$%>] \.\/src\/tide\.ts$/)
})

test('[U8] shows the target of a hyperlink before it is opened, and opens web addresses only', async ({
  window,
  context,
}) => {
  await context.route('https://harbour.test/**', (route) => route.fulfill({ body: 'moored' }))
  const terminal = terminalIn(window)
  const hyperlink = (address: string, text: string) => String.raw`\e]8;;${address}\a${text}\e]8;;\a\n`
  await terminal.run(
    `clear; printf '${hyperlink('https://harbour.test/other', 'https://bank.test')}${hyperlink('javascript:alert(1)', 'press-me')}'`,
  )
  const link = terminal.rows.getByText('https://bank.test', { exact: true })
  await pointAt(window, link)
  await expect(terminal.view.getByText('https://harbour.test/other')).toBeVisible()
  await clickAt(window, link, { held: ['Control'] })
  const dialog = window.getByRole('dialog', { name: 'Where this link leads' })
  await expect(dialog).toContainText('https://harbour.test/other')
  expect(context.pages()).toHaveLength(1)
  const opening = context.waitForEvent('page')
  await dialog.getByRole('button', { name: 'Open https://harbour.test/other' }).click()
  const opened = await opening
  expect(opened.url()).toBe('https://harbour.test/other')
  await opened.close()

  await clickAt(window, terminal.rows.getByText('press-me', { exact: true }), { held: ['Control'] })
  await expect(dialog).toContainText('javascript:alert(1)')
  await expect(dialog.getByRole('button', { name: /^Open/ })).toHaveCount(0)
})

test('[U8] offers the links on the screen by keyboard', async ({ window }) => {
  const terminal = terminalIn(window)
  await terminal.run("clear; echo https://harbour.test/a 'src/b.ts:3'; cd /usr")
  await window.keyboard.press('Control+Shift+L')
  const dialog = window.getByRole('dialog', { name: 'Links' })
  await expect(dialog.getByRole('listitem')).toContainText(['src/b.ts:3', 'https://harbour.test/a'])
  await dialog.getByRole('button', { name: 'Type src/b.ts:3 at the prompt' }).press('Enter')
  await expect(dialog).toBeHidden()
  await expect.poll(async () => (await terminal.lines()).filter(Boolean).at(-1)).toMatch(/[#$%>] src\/b\.ts$/)
  await expect(terminal.view.getByRole('textbox', { name: 'Terminal input' })).toBeFocused()
})

test('[U8] names a terminal, and calls it by its program again', async ({ window }) => {
  const tab = window.getByRole('tab')
  await tab.dblclick()
  const dialog = window.getByRole('dialog', { name: 'Rename terminal' })
  await expect(dialog.getByLabel('Name')).toBeFocused()
  await window.keyboard.type('harbour watch')
  await window.keyboard.press('Enter')
  await expect(tab).toHaveText('harbour watch')
  await expect(dialog).toBeHidden()
  await terminalIn(window).run(String.raw`printf '\e]2;vim\a'`)
  await window.reload()
  await expect(tab).toHaveText('harbour watch')
  await tab.focus()
  await window.keyboard.press('F2')
  await dialog.getByLabel('Name').fill('')
  await window.keyboard.press('Enter')
  await expect(tab).not.toHaveText('harbour watch')
})
