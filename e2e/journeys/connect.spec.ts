// A tool is connected to the gateway with the lines that the window shows, pasted into a real shell.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { expect, test } from '../app/index.ts'
import { startScriptedUpstream } from '../fakes/index.ts'
import { closeSecret, goTo, mintKey, openProviders, runCommand, saveProvider } from './steps.ts'

const SECRET = 'sk-scripted-0123456789abcdef'

/** With nothing of this process's own environment but where programs are. */
async function inShell(script: string, env: Record<string, string> = {}): Promise<string> {
  const { PATH = '' } = process.env
  const { stdout } = await promisify(execFile)('/bin/bash', ['-c', script], { env: { PATH, ...env } })
  return stdout
}

async function copied(page: Page, what: string): Promise<string> {
  await page.getByRole('button', { name: `Copy ${what}`, exact: true }).click()
  return await page.evaluate(() => navigator.clipboard.readText())
}

test('[U23] the lines for a key work as they are pasted, once the shell was given the key', async ({ window }) => {
  await using upstream = await startScriptedUpstream({ secret: SECRET })
  await openProviders(window)
  await saveProvider(window, {
    title: 'Anthropic',
    baseUrl: upstream.anthropicBaseUrl,
    model: 'scripted-1',
    secret: SECRET,
  })
  for (const kind of ['Member key', 'Personal key'] as const) {
    const { secret } = await mintKey(window, { name: kind, kind })
    await closeSecret(window)
    await window.getByRole('button', { name: `More for ${kind}` }).click()
    await window.getByRole('menuitem', { name: 'Connect a tool' }).click()
    await expect(window.getByRole('combobox', { name: 'Key' })).toContainText(kind)
    await window.getByRole('tab', { name: 'curl' }).click()
    const [typed, command] = [await copied(window, 'line that takes the key'), await copied(window, 'command')]
    expect(await window.content()).not.toContain(secret)
    await expect(window.getByText('No request of this key has come yet.')).toBeVisible()
    const answer = await inShell(
      `${typed}\n${command.replace('curl ', 'curl --silent ')}`.replace('read -rs', `read -rs <<< ${secret}`),
    )
    expect(JSON.parse(answer)).toMatchObject({ content: [{ text: 'Hello from the scripted upstream.' }] })
    expect(upstream.requests.at(-1)?.headers['x-api-key']).toBe(SECRET)
    await expect(window.getByText(/It works\. curl asked scripted-1/)).toBeVisible()
  }
  const { secret } = await mintKey(window, { name: 'coder', kind: 'Member key' })
  await closeSecret(window)
  await runCommand(window, 'connect a tool')
  await expect(window.getByRole('combobox', { name: 'Key' })).toContainText('coder')
  const lines = await copied(window, 'lines')
  const script = `claude() { printf '%s %s' "$ANTHROPIC_BASE_URL" "$ANTHROPIC_AUTH_TOKEN"; }\n${lines}`
  const [url, token] = (await inShell(script, { MOORING_API_KEY: secret })).split(' ')
  const models = await fetch(`${url}/v1/models`, { headers: { authorization: `Bearer ${token}` } })
  expect(await models.json()).toMatchObject({ data: [{ id: 'scripted-1' }] })
})

test('[U23] a new key’s lines hold it while it is shown, and copying others does not count as keeping it', async ({
  window,
}) => {
  await using upstream = await startScriptedUpstream({ secret: SECRET })
  await openProviders(window)
  await saveProvider(window, {
    title: 'OpenAI',
    baseUrl: upstream.openaiBaseUrl,
    model: 'scripted-1',
    secret: SECRET,
  })
  const { secret } = await mintKey(window, { name: 'coder', kind: 'Service key' })
  await window.getByRole('button', { name: 'Connect a tool with it' }).click()
  await window.getByRole('tab', { name: 'Codex' }).click()
  expect(await copied(window, 'configuration')).toContain('model = "scripted-1"')
  await expect(window.getByRole('button', { name: 'Done' })).toBeDisabled()
  await window.getByRole('tab', { name: 'OpenAI SDK' }).click()
  const variables = await copied(window, 'variables')
  expect(variables).toContain(secret)
  await expect(window.getByRole('button', { name: 'Done' })).toBeEnabled()
  const [url, key] = (await inShell(`${variables}\nprintf '%s %s' "$OPENAI_BASE_URL" "$OPENAI_API_KEY"`)).split(' ')
  const answer = await fetch(`${url}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'scripted-1', messages: [{ role: 'user', content: 'Ahoy' }] }),
  })
  expect(await answer.json()).toMatchObject({
    choices: [{ message: { content: 'Hello from the scripted upstream.' } }],
  })
  await window.getByRole('button', { name: 'Done' }).click()
  expect(await window.content()).not.toContain(secret)
})

test('[U23] who has no key is led to making one; a provider that is missing is said', async ({ window }) => {
  await window.getByRole('button', { name: /^Commands/ }).click()
  await window.keyboard.press('Escape')
  await runCommand(window, 'connect a tool')
  await expect(window.getByText('A tool needs a key of its own')).toBeVisible()
  await window.getByRole('link', { name: 'Create API key' }).click()
  await expect(window.getByRole('dialog', { name: 'Create API key' })).toBeVisible()
  await window.keyboard.press('Escape')
  await mintKey(window, { name: 'coder' })
  await closeSecret(window)
  await goTo(window, 'API keys')
  await window.getByRole('link', { name: 'Connect a tool' }).click()
  await expect(window.getByText('has no provider “anthropic” yet')).toBeVisible()
  await window.getByRole('radio', { name: 'A provider credential of your own' }).click()
  await expect(window.getByText('has no provider “anthropic” yet')).toBeHidden()
  await expect(window).toHaveURL(/own=true/)
})
