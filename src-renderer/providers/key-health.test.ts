import { expect, it } from 'vitest'
import type { CredentialHealth } from '#contract/gateway'
import { healthWords, providerWords } from './key-health.ts'

const NOW = 1_000_000
const healthy: CredentialHealth = { state: 'healthy' }
const limited: CredentialHealth = { state: 'cooling', because: 'rate-limited', until: NOW + 12_001 }
const refused: CredentialHealth = { state: 'cooling', because: 'refused', until: NOW + 300_000 }
const broken: CredentialHealth = { state: 'broken', until: NOW - 5 }

it.each<[CredentialHealth, string]>([
  [healthy, 'Healthy'],
  [limited, 'Limited by the provider; used again in 13 s'],
  [refused, 'Refused by the provider; tried again in 5 min'],
  [broken, 'Failing; tried again in 1 s'],
])('[U19] says how a key is doing: %j', (health, words) => {
  expect(healthWords(health, NOW).words).toBe(words)
})

it.each<[string, CredentialHealth[]]>([
  ['Saved, no key', []],
  ['Key saved', [healthy]],
  ['2 keys saved', [healthy, healthy]],
  ['1 of 2 keys healthy', [healthy, limited]],
  ['Key unhealthy', [refused]],
  ['No key healthy', [refused, broken]],
])('[U19] says of a provider “%s”', (words, healths) => {
  const credentials = healths.map((health, index) => ({ id: `${index}`, hint: 'sk-a...b', createdAt: 1, health }))
  expect(providerWords({ credentials }).words).toBe(words)
})
