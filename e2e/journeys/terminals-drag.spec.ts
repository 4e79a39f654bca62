// Tabs and panes that are dragged: into a split, out of it, to another side; and the same by keyboard.
import type { Locator, Page } from '@playwright/test'
import { expect, PROMPT, terminalIn, test } from '../app/index.ts'

const views = (page: Page) => page.getByRole('region', { name: /^Terminal / }).filter({ visible: true })
const tabs = (page: Page) => page.getByRole('tab')
const showing = (page: Page, text: string) => views(page).filter({ hasText: text })
const headerOf = (page: Page, text: string) =>
  page.locator('[data-pane]').filter({ visible: true, hasText: text }).locator('header')

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox()
  if (!box) throw new Error('It is not shown.')
  return box
}

/** Two tabs, the shells of which show `first` and `second`. */
test.beforeEach(async ({ window }) => {
  for (const [index, name] of ['first', 'second'].entries()) {
    await window.getByRole('button', { name: 'New terminal' }).click()
    await expect(tabs(window).nth(index)).toHaveAttribute('aria-selected', 'true')
    await expect(terminalIn(window).rows).toContainText(PROMPT)
    await terminalIn(window).type(`clear; printf '\\033]2;${name}\\007'; echo I-am-the-${name}; exec cat\n`)
    await expect(tabs(window).nth(index)).toHaveText(name)
    await expect(terminalIn(window).rows).toContainText(`I-am-the-${name}`)
  }
})

type Place = { readonly of: Locator; readonly across: number; readonly down: number }

async function drag(page: Page, from: Locator, { of, across, down }: Place, drop = true) {
  const start = await boxOf(from)
  const goal = await boxOf(of)
  await page.mouse.move(start.x + 30, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(goal.x + goal.width * across, goal.y + goal.height * down, { steps: 5 })
  if (drop) await page.mouse.up()
}

test('[U8] drags a tab into a split of another, where it is shown beforehand, and draws neither anew', async ({
  window,
}) => {
  const screen = views(window).locator('.xterm')
  await screen.evaluate((element) => element.setAttribute('data-second', ''))
  await drag(window, tabs(window).nth(0), { of: views(window), across: 0.9, down: 0.5 }, false)
  const shown = await boxOf(window.locator('[data-drop="right"]'))
  const whole = await boxOf(window.locator('[data-pane]').filter({ visible: true }))
  expect(Math.round(shown.width * 2 - whole.width)).toBe(0)
  await window.mouse.up()
  await expect(tabs(window)).toHaveText(['first2 panes'])
  await expect(views(window)).toHaveCount(2)
  const [first, second] = [
    await boxOf(showing(window, 'I-am-the-first')),
    await boxOf(showing(window, 'I-am-the-second')),
  ]
  expect(first.x).toBeGreaterThan(second.x + second.width - 20)
  await expect(window.locator('.xterm[data-second]')).toBeVisible()
  await window.keyboard.type('typed\r')
  await expect(showing(window, 'I-am-the-first')).toContainText('typed')
  await window.reload()
  await expect(views(window)).toHaveCount(2)
})

test('[U8] drags a pane to another side of its neighbour, and out into a tab of its own', async ({ window }) => {
  await drag(window, tabs(window).nth(0), { of: views(window), across: 0.9, down: 0.5 })
  await expect(views(window)).toHaveCount(2)
  await drag(window, headerOf(window, 'I-am-the-first'), {
    of: showing(window, 'I-am-the-second'),
    across: 0.5,
    down: 0.1,
  })
  await expect
    .poll(async () => {
      const [first, second] = [
        await boxOf(showing(window, 'I-am-the-first')),
        await boxOf(showing(window, 'I-am-the-second')),
      ]
      return first.y < second.y && first.x === second.x
    })
    .toBe(true)
  await drag(window, headerOf(window, 'I-am-the-second'), { of: tabs(window).nth(0), across: 0.1, down: 0.5 })
  await expect(tabs(window)).toHaveText(['second', 'first'])
  await expect(showing(window, 'I-am-the-second')).toBeVisible()
  await expect(views(window)).toHaveCount(1)
})

test('[U8] gives a drag up with Escape', async ({ window }) => {
  await drag(window, tabs(window).nth(0), { of: views(window), across: 0.1, down: 0.5 }, false)
  await expect(window.locator('[data-drop="left"]')).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(window.locator('[data-drop]')).toHaveCount(0)
  await window.mouse.up()
  await expect(tabs(window)).toHaveText(['first', 'second'])
})

test('[U8] moves panes and tabs the same ways by keyboard', async ({ window }) => {
  const command = async (name: string) => {
    await window.keyboard.press('Control+Shift+K')
    const palette = window.getByRole('dialog', { name: 'Command palette' })
    await expect(palette.getByRole('combobox')).toBeFocused()
    await window.keyboard.type(name)
    await expect(palette.getByRole('option').first()).toHaveText(name)
    await window.keyboard.press('Enter')
    await expect(palette).toBeHidden()
  }
  const isLeft = async () =>
    (await boxOf(showing(window, 'I-am-the-second'))).x < (await boxOf(showing(window, 'I-am-the-first'))).x
  await command('Move tab into a split')
  await expect(views(window)).toHaveCount(2)
  expect(await isLeft()).toBe(false)
  await command('Move pane left')
  await expect.poll(isLeft).toBe(true)
  await command('Move pane to a tab of its own')
  await expect(tabs(window)).toHaveText(['first', 'second'])
})
