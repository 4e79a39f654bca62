// The lines of the page, taken as they stand there, with the tools they are for: Claude Code and Codex as they are published, behind a
// wall that lets nothing of them out.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../app/index.ts'
import { CLAUDE_CODE, CODEX } from '../clients/coding-tools.ts'
import { installed } from '../clients/installed.ts'
import { createPlace, runProgram } from '../clients/run-program.ts'
import { startWall } from '../clients/wall.ts'
import { startScriptedUpstream } from '../fakes/index.ts'
import { closeSecret, mintKey, openProviders, runCommand, saveProvider } from './steps.ts'

const SECRET = 'sk-scripted-0123456789abcdef'
const OWN_SECRET = 'sk-ant-own-0123456789abcdef'
const ANSWER = 'Hello from the scripted upstream.'

test.describe.configure({ timeout: 240_000 })

async function copied(page: Page, what: string): Promise<string> {
  await page.getByRole('button', { name: `Copy ${what}`, exact: true }).click()
  return await page.evaluate(() => navigator.clipboard.readText())
}

async function openConnect(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'API keys' }).click()
  await runCommand(page, 'connect a tool')
}

test('[U23] Claude Code answers by the lines of the page, with the organization’s credential and with its own', async ({
  window,
}, info) => {
  const found = await installed(CLAUDE_CODE)
  if (found.outcome === 'unavailable') return info.skip(true, found.reason)
  await using upstream = await startScriptedUpstream()
  await using wall = await startWall()
  await openProviders(window)
  await saveProvider(window, {
    title: 'Anthropic',
    baseUrl: upstream.anthropicBaseUrl,
    model: 'scripted-1',
    secret: SECRET,
  })
  const { secret } = await mintKey(window, { name: 'coder', kind: 'Personal key' })
  await closeSecret(window)
  await openConnect(window)

  const asked = async (environment: Record<string, string>) => {
    await using place = await createPlace()
    const program = join(found.folder, 'bin', 'claude.exe')
    const lines = await copied(window, 'lines')
    const script = `claude() { "${program}" -p 'Say ahoy.' --output-format json; }\n${lines}`
    return await runProgram(['/bin/bash', '-c', script], place, {
      MOORING_API_KEY: secret,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      ...wall.environment,
      ...environment,
    })
  }
  const centralized = await asked({})
  expect(centralized.stdout, centralized.stderr).toContain(ANSWER)
  const first = upstream.requests.at(-1)
  expect(first?.headers['x-api-key']).toBe(SECRET)
  expect(JSON.stringify(first?.headers)).not.toMatch(/moor_live_|x-mooring/)
  await expect(window.getByText(/It works\. claude-code asked/)).toBeVisible()

  await window.getByRole('radio', { name: 'A provider credential of your own' }).click()
  const own = await asked({ ANTHROPIC_API_KEY: OWN_SECRET })
  expect(own.stdout, own.stderr).toContain(ANSWER)
  const last = upstream.requests.at(-1)
  expect(last?.headers['x-api-key']).toBe(OWN_SECRET)
  expect(JSON.stringify(last?.headers)).not.toMatch(/moor_live_|x-mooring/)
  expect(wall.attempts).toEqual([])
})

test('[U23] Codex answers by the configuration of the page, with the organization’s credential and with its own', async ({
  window,
}, info) => {
  const found = await installed(CODEX)
  if (found.outcome === 'unavailable') return info.skip(true, found.reason)
  await using upstream = await startScriptedUpstream()
  await using wall = await startWall()
  await openProviders(window)
  await saveProvider(window, {
    title: 'OpenAI',
    baseUrl: upstream.openaiBaseUrl,
    model: 'scripted-1',
    secret: SECRET,
  })
  const { secret } = await mintKey(window, { name: 'coder', kind: 'Member key' })
  await closeSecret(window)
  await openConnect(window)
  await window.getByRole('tab', { name: 'Codex' }).click()

  const asked = async (environment: Record<string, string>) => {
    await using place = await createPlace()
    await mkdir(join(place.home, '.codex'))
    // What follows only keeps it from calling home.
    const quiet = '\n[analytics]\nenabled = false\n[features]\nplugins = false\napps = false\n'
    await writeFile(join(place.home, '.codex', 'config.toml'), `${await copied(window, 'configuration')}\n${quiet}`)
    const program = [process.execPath, join(found.folder, 'bin', 'codex.js'), 'exec', '--skip-git-repo-check'] as const
    const args = ['--sandbox', 'danger-full-access', '--json', 'Say ahoy.']
    return await runProgram([...program, ...args], place, {
      MOORING_API_KEY: secret,
      ...wall.environment,
      ...environment,
    })
  }
  const centralized = await asked({})
  expect(centralized.stdout, centralized.stderr).toContain(ANSWER)
  expect(upstream.requests.at(-1)?.headers.authorization).toBe(`Bearer ${SECRET}`)

  await window.getByRole('radio', { name: 'A provider credential of your own' }).click()
  const own = await asked({ OPENAI_API_KEY: OWN_SECRET })
  expect(own.stdout, own.stderr).toContain(ANSWER)
  expect(upstream.requests.at(-1)?.headers.authorization).toBe(`Bearer ${OWN_SECRET}`)
  expect(JSON.stringify(upstream.requests.at(-1)?.headers)).not.toMatch(/moor_live_|x-mooring/)
})
