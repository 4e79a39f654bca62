import { expect, it } from 'vitest'
import type { Provider } from '#contract/gateway'
import { providersFor } from './tool-providers.ts'

const saved = (id: string): Provider => ({
  id,
  organizationId: 'org_a',
  baseUrl: 'https://example.com',
  credentials: [],
  model: `model of ${id}`,
  updatedAt: 1,
})

it('[U23] offers a tool the providers that speak its wire format', () => {
  const all = [saved('anthropic'), saved('lab'), saved('openai')]
  expect(providersFor('claude-code', all).map(({ id }) => id)).toEqual(['anthropic'])
  expect(providersFor('codex', all).map(({ id }) => id)).toEqual(['lab', 'openai'])
  expect(providersFor('curl', all).map(({ id }) => id)).toEqual(['anthropic', 'lab', 'openai'])
})

it('[U23] offers the official provider also where there is none yet', () => {
  expect(providersFor('codex', [saved('lab')])).toEqual([
    { id: 'lab', model: 'model of lab', isSetUp: true },
    { id: 'openai', model: 'gpt-5', isSetUp: false },
  ])
})
