// Takes the pictures of docs/screenshots anew. Not a test: it runs by `npm run screenshots` only, so that test runs change no file.
import { fileURLToPath } from 'node:url'
import { test } from './app/index.ts'
import { startScriptedUpstream } from './fakes/index.ts'
import { outliveKill, VIM } from './journeys/outlive.ts'
import { ANSWER, furnish, MODELS, visitScreens } from './screens.ts'

const FOLDER = fileURLToPath(new URL('../docs/screenshots', import.meta.url))

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(() => {
    test.use({ colorScheme })

    test(`takes every screen in ${colorScheme}`, async ({ window }) => {
      test.setTimeout(120_000)
      await using upstream = await startScriptedUpstream({ script: { chunks: ANSWER }, models: MODELS })
      await furnish(window, upstream.anthropicBaseUrl)
      await visitScreens(window, async (name) => {
        await window.screenshot({ path: `${FOLDER}/${name}-${colorScheme}.png`, animations: 'disabled', caret: 'hide' })
      })
    })
  })
}

test('takes vim in a split before and after a kill -9 of the app', async ({ app, window }) => {
  test.info().skip(VIM === undefined, 'no vim on this machine')
  await outliveKill(app, window, async (name) => {
    await window.screenshot({ path: `${FOLDER}/killed-app/${name}.png` })
  })
})
