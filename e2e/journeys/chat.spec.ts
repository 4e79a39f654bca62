// A message to the organization's default agent: through the gateway, to a provider that the person sets up on the way.
import { expect, startApp, test } from '../app/index.ts'
import { type ScriptedUpstreamOptions, startScriptedUpstream } from '../fakes/index.ts'
import { goTo, lastTurn, openProviders, saveProvider, say } from './steps.ts'

const SECRET = 'sk-scripted-0123456789abcdef'

test('[C5] says that no model is configured, with the link to the page that mends it', async ({ window }) => {
  await goTo(window, 'Chat')
  await say(window, 'Hello?')
  await window.getByRole('alert').getByRole('link').click()
  await expect(window).toHaveURL(/\/settings\/providers/)
  await expect(window.getByRole('form', { name: 'Anthropic' })).toBeVisible()
})

const PROVIDERS = [
  { title: 'Anthropic', baseUrlOf: 'anthropicBaseUrl', header: 'x-api-key', value: SECRET },
  { title: 'OpenAI', baseUrlOf: 'openaiBaseUrl', header: 'authorization', value: `Bearer ${SECRET}` },
] as const

for (const { title, baseUrlOf, header, value } of PROVIDERS) {
  test(`[G2] streams an answer of ${title} with the organization's key and none of ours`, async ({ window }) => {
    const gate = Promise.withResolvers<void>()
    async function* chunks() {
      yield 'Ahoy, '
      await gate.promise
      yield 'sailor.'
    }
    const script: ScriptedUpstreamOptions = { secret: SECRET, script: () => ({ chunks: chunks() }) }
    await using upstream = await startScriptedUpstream(script)
    await openProviders(window)
    await saveProvider(window, { title, baseUrl: upstream[baseUrlOf], model: 'scripted-1', secret: SECRET })

    await goTo(window, 'Chat')
    await say(window, 'Who is there?')
    const answer = lastTurn(window)
    await expect(answer).toContainText('Ahoy,')
    await expect(answer).not.toContainText('sailor.')
    gate.resolve()
    await expect(answer).toContainText('Ahoy, sailor.')
    await expect(answer).toContainText('scripted-1')

    const request = upstream.requests.find(({ body }) => body.includes('Who is there?'))
    expect(request?.headers[header]).toBe(value)
    const sent = JSON.stringify(request?.headers)
    expect(sent).not.toMatch(/moor_live_|cookie|x-mooring|x-forwarded|forwarded/i)
  })
}

test('answers at once with a provider that was found in the environment at the first start', async ({ page }) => {
  await using upstream = await startScriptedUpstream({ secret: SECRET })
  await using app = await startApp({
    env: { ANTHROPIC_API_KEY: SECRET, ANTHROPIC_BASE_URL: upstream.anthropicBaseUrl },
  })
  await page.goto(app.address)
  await goTo(page, 'Chat')
  await say(page, 'Are you there already?')
  await expect(lastTurn(page)).toContainText('Hello from the scripted upstream.')
  expect(upstream.requests.at(-1)?.headers['x-api-key']).toBe(SECRET)
})

test('keeps the conversation over a reload', async ({ window }) => {
  await using upstream = await startScriptedUpstream()
  await openProviders(window)
  await saveProvider(window, {
    title: 'Anthropic',
    baseUrl: upstream.anthropicBaseUrl,
    model: 'scripted-1',
    secret: SECRET,
  })
  await goTo(window, 'Chat')
  await say(window, 'Remember me.')
  const answer = lastTurn(window)
  await expect(answer).toContainText('Hello from the scripted upstream.')
  await window.reload()
  await expect(answer).toContainText('Remember me.')
  await expect(answer).toContainText('Hello from the scripted upstream.')
})

test('[C7] stops at the provider, and keeps what was said', async ({ window }) => {
  async function* chunks() {
    yield 'So far.'
    await new Promise(() => {})
  }
  await using upstream = await startScriptedUpstream({ script: () => ({ chunks: chunks() }) })
  await openProviders(window)
  await saveProvider(window, {
    title: 'Anthropic',
    baseUrl: upstream.anthropicBaseUrl,
    model: 'scripted-1',
    secret: SECRET,
  })
  await goTo(window, 'Chat')
  await say(window, 'Go on for ever.')
  const answer = lastTurn(window)
  await expect(answer).toContainText('So far.')
  await window.getByRole('button', { name: 'Stop' }).click()
  await expect(answer).toContainText('Stopped')
  await expect(answer).toContainText('So far.')
  expect(await upstream.requests.at(-1)?.clientLeft).toBe(true)
})
