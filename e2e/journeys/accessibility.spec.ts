// axe finds nothing on any screen, in light and dark, full and empty.
import { expect, test } from '../app/index.ts'
import { startScriptedUpstream } from '../fakes/index.ts'
import { ANSWER, furnish, MODELS, visitScreens } from '../screens.ts'
import { expectNoViolations } from './axe.ts'
import { goTo } from './steps.ts'

const SECTIONS = ['Terminals', 'Chat', 'API keys', 'Hosts', 'Usage', 'Settings']

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('has no violation on a first run, where every page is empty', async ({ window }) => {
      for (const section of SECTIONS) {
        await goTo(window, section)
        await window.waitForLoadState('networkidle')
        await expectNoViolations(window, section)
      }
    })

    test('has no violation on any screen that shows something', async ({ window }) => {
      // Two dozen screens, and axe takes a second or more for each.
      test.setTimeout(180_000)
      await using upstream = await startScriptedUpstream({ script: { chunks: ANSWER }, models: MODELS })
      await furnish(window, upstream.anthropicBaseUrl)
      await visitScreens(window, (name) => expectNoViolations(window, name))
    })
  })
}

test('leads through the rail by keyboard alone', async ({ window }) => {
  await goTo(window, 'Settings')
  const reached: string[] = []
  for (let tabs = 0; tabs < 30 && !reached.includes('Terminals'); tabs += 1) {
    await window.keyboard.press('Tab')
    reached.push(await window.evaluate(() => document.activeElement?.textContent ?? ''))
  }
  expect(reached).toContain('Terminals')
  await window.keyboard.press('Enter')
  await expect(window).toHaveTitle('Terminals · Mooring')
})
