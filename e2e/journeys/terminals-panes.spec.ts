// Terminals side by side: split, sized, zoomed, moved and closed by keyboard and by pointer, and found again after a reload.
import type { Locator, Page } from '@playwright/test'
import { expect, PROMPT, terminalIn, test } from '../app/index.ts'

test.beforeEach(async ({ window }) => {
  await window.getByRole('button', { name: 'New terminal' }).click()
  await expect(terminalIn(window).rows).toContainText(PROMPT)
})

const views = (page: Page) => page.getByRole('region', { name: /^Terminal / }).filter({ visible: true })
const dividers = (page: Page) => page.getByRole('separator', { name: /of the panes$/ })
const ours = (page: Page, key: string) => page.keyboard.press(`Control+Shift+${key}`)

async function split(page: Page, key: 'O' | 'E') {
  const before = await views(page).count()
  await ours(page, key)
  await expect(views(page)).toHaveCount(before + 1)
  await expect(terminalIn(page, before).rows).toContainText(PROMPT)
  await expect(terminalIn(page, before).view.getByRole('textbox', { name: 'Terminal input' })).toBeFocused()
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox()
  if (!box) throw new Error('It is not shown.')
  return box
}

/** Where each view stands, in whole tens of pixels. */
const places = async (page: Page) =>
  Promise.all(
    (await views(page).all()).map(async (view) => {
      const { x, y, width, height } = await boxOf(view)
      return [x, y, width, height].map((pixels) => Math.round(pixels / 10))
    }),
  )

test('[U8] splits by keyboard, and goes from pane to pane by keyboard', async ({ window }) => {
  await split(window, 'O')
  await split(window, 'E')
  const [left, above, below] = [terminalIn(window, 0), terminalIn(window, 1), terminalIn(window, 2)]
  const [one, two, three] = await Promise.all([left, above, below].map(({ view }) => boxOf(view)))
  expect(one && two && three && one.x < two.x && two.x === three.x && two.y < three.y).toBe(true)

  for (const [key, terminal] of [
    ['ArrowUp', above],
    ['ArrowLeft', left],
    ['ArrowRight', above],
    ['ArrowDown', below],
  ] as const) {
    await ours(window, key)
    await expect(terminal.view.getByRole('textbox', { name: 'Terminal input' })).toBeFocused()
  }
  await window.keyboard.type('echo typed-$((40 + 2))\r')
  await expect(below.rows).toContainText('typed-42')
  await expect(left.rows).not.toContainText('typed')
})

test('[U8] moves a divider by the pointer and by the arrow keys, and each shell learns its size', async ({
  window,
}) => {
  await split(window, 'O')
  const columns = async (place: number) => {
    const terminal = terminalIn(window, place)
    await terminal.run('clear; stty size')
    return Number((await terminal.lines()).find((line) => /^\d+ \d+$/.test(line))?.split(' ')[1])
  }
  const before = await columns(0)
  const line = await boxOf(dividers(window))
  await window.mouse.move(line.x + line.width / 2, line.y + 200)
  await window.mouse.down()
  await window.mouse.move(line.x - 200, line.y + 200, { steps: 5 })
  await window.mouse.up()
  await expect.poll(() => columns(0)).toBeLessThan(before - 15)
  const dragged = await columns(0)

  await ours(window, 'S')
  await expect(dividers(window)).toBeFocused()
  const value = Number(await dividers(window).getAttribute('aria-valuenow'))
  for (let presses = 0; presses < 5; presses += 1) await window.keyboard.press('ArrowRight')
  await expect(dividers(window)).toHaveAttribute('aria-valuenow', String(value + 10))
  await window.keyboard.press('Enter')
  await expect(terminalIn(window, 0).view.getByRole('textbox', { name: 'Terminal input' })).toBeFocused()
  await expect.poll(() => columns(0)).toBeGreaterThan(dragged)

  await dividers(window).dblclick()
  await expect(dividers(window)).toHaveAttribute('aria-valuenow', '50')
})

test('[U8] zooms a pane and shows all again; a closed pane leaves its room to the other', async ({ window }) => {
  const whole = await places(window)
  await terminalIn(window).run('echo I-am-the-first')
  await split(window, 'E')
  await ours(window, 'Enter')
  await expect(views(window)).toHaveCount(1)
  await expect(window.getByText('1 of 2 panes').filter({ visible: true })).toBeVisible()
  await window.getByRole('button', { name: 'Show all panes' }).click()
  await expect(views(window)).toHaveCount(2)
  await ours(window, 'W')
  await expect(views(window)).toHaveCount(1)
  await expect(terminalIn(window).rows).toContainText('I-am-the-first')
  await expect(terminalIn(window).view.getByRole('textbox', { name: 'Terminal input' })).toBeFocused()
  expect(await places(window)).toEqual(whole)
})

test('[U8] draws no terminal anew when it is split, zoomed or moved to a tab of its own', async ({ window }) => {
  const screen = terminalIn(window).view.locator('.xterm')
  await screen.evaluate((element) => element.setAttribute('data-first', ''))
  const first = window.locator('.xterm[data-first]')
  await split(window, 'O')
  await ours(window, 'Enter')
  await ours(window, 'Enter')
  await ours(window, 'ArrowLeft')
  await window.getByRole('button', { name: 'What can be done here' }).click()
  await window.getByRole('menuitem', { name: 'Move pane to a tab of its own' }).click()
  await expect(window.getByRole('tab')).toHaveCount(2)
  await expect(views(window)).toHaveCount(1)
  await expect(first).toBeVisible()
})

test('[U8] finds tabs, panes and their sizes again after a reload', async ({ window }) => {
  await split(window, 'O')
  await split(window, 'E')
  await ours(window, 'S')
  await window.keyboard.press('ArrowUp')
  await window.keyboard.press('Enter')
  await window.getByRole('button', { name: 'New terminal' }).click()
  await expect(window.getByRole('tab')).toHaveCount(2)
  await window.getByRole('tab').first().click()
  await expect(views(window)).toHaveCount(3)
  const arranged = await places(window)
  await window.reload()
  await expect(views(window)).toHaveCount(3)
  await expect(window.getByRole('tab').first()).toHaveAttribute('aria-selected', 'true')
  expect(await places(window)).toEqual(arranged)
})

test('[U8] moves a tab by dragging and by keyboard', async ({ window }) => {
  for (const [index, name] of ['one', 'two', 'three'].entries()) {
    if (index > 0) await window.getByRole('button', { name: 'New terminal' }).click()
    await expect(window.getByRole('tab').nth(index)).toHaveAttribute('aria-selected', 'true')
    await expect(terminalIn(window).rows).toContainText(PROMPT)
    await terminalIn(window).run(`printf '\\e]2;${name}\\a'; PS1='$ '`)
  }
  const tabs = window.getByRole('tab')
  await expect(tabs).toHaveText(['one', 'two', 'three'])
  const from = await boxOf(tabs.nth(0))
  const to = await boxOf(tabs.nth(2))
  await window.mouse.move(from.x + 30, from.y + 10)
  await window.mouse.down()
  await window.mouse.move(to.x + to.width - 10, to.y + 10, { steps: 4 })
  await window.mouse.up()
  await expect(tabs).toHaveText(['two', 'three', 'one'])
  await expect(tabs.nth(2)).toHaveAttribute('aria-selected', 'true')
  await terminalIn(window).view.getByRole('textbox', { name: 'Terminal input' }).focus()
  await ours(window, 'PageUp')
  await expect(tabs).toHaveText(['two', 'one', 'three'])
  await window.reload()
  await expect(tabs).toHaveText(['two', 'one', 'three'])
})

test('[U8] asks before it closes a tab of several', async ({ window }) => {
  await split(window, 'O')
  await window.getByRole('tab').focus()
  await window.keyboard.press('Delete')
  const question = window.getByRole('alertdialog', { name: 'Close 2 terminals?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(views(window)).toHaveCount(2)
  await window.getByRole('tab').focus()
  await window.keyboard.press('Delete')
  await question.getByRole('button', { name: 'Close 2 terminals' }).click()
  await expect(window.getByText('No terminal is open')).toBeVisible()
})

test('[U8] offers every action in the palette, and leaves the shell its keys', async ({ window }) => {
  await split(window, 'O')
  await ours(window, 'K')
  const palette = window.getByRole('dialog', { name: 'Command palette' })
  for (const action of [
    'New terminal',
    'Split down',
    'Zoom pane',
    'Go to the pane left',
    'Resize pane',
    'Find in terminal',
  ])
    await expect(palette.getByRole('option', { name: action })).toBeVisible()
  await window.keyboard.type('make panes')
  await window.keyboard.press('Enter')
  await expect(palette).toBeHidden()
  const shell = terminalIn(window, 1)
  // Before the shell has let go of the keyboard it would read some of them itself.
  await shell.type('echo on"ward"; cat -v\n')
  await expect(shell.rows).toContainText('onward')
  await shell.type('a')
  for (const key of ['W', 'T', 'O', 'E', 'S'])
    await window.keyboard.press(`Control+V`).then(() => window.keyboard.press(`Control+${key}`))
  await expect(shell.rows).toContainText('a^W^T^O^E^S')
  await window.keyboard.press('Control+C')
  await expect(views(window)).toHaveCount(2)
})
