import { describe, expect, it } from 'vitest'
import type { Provider } from '#contract/gateway'
import { namedKind, OFFICIAL_KINDS, type ProviderKind } from './provider-kinds.ts'
import { asksForKey, draftOf, errorsOf, nameError, saveRequestOf } from './save-request.ts'

const [anthropic] = OFFICIAL_KINDS as [ProviderKind]
const lab = namedKind('lab')
const saved: Provider = {
  id: 'anthropic',
  organizationId: 'a',
  baseUrl: 'https://example.com',
  credentials: [{ id: 'credential_1', hint: 'sk-a...9fQ2', createdAt: 1, health: { state: 'healthy' } }],
  model: 'm',
  updatedAt: 0,
}

describe('what is sent', () => {
  it('[U19] keeps the stored keys when the field is empty', () => {
    expect(saveRequestOf(draftOf(anthropic, saved), saved)).toEqual({ baseUrl: 'https://example.com', model: 'm' })
  })

  it('[U19] replaces the stored keys when one is typed', () => {
    expect(saveRequestOf({ ...draftOf(anthropic, saved), secret: ' new ' }, saved).secret).toBe('new')
  })

  it('[U19] says that a new local server needs no key', () => {
    expect(saveRequestOf({ baseUrl: 'http://127.0.0.1:11434/v1', secret: '', model: 'llama' }, undefined).secret).toBe(
      '',
    )
  })
})

describe('what must be mended first', () => {
  it('[U19] is nothing in a form that is complete', () => {
    expect(errorsOf(draftOf(anthropic, saved), anthropic, saved)).toEqual({})
    expect(errorsOf({ baseUrl: 'http://a', secret: '', model: 'llama' }, lab, undefined)).toEqual({})
  })

  it.each(['', 'api.anthropic.com', 'ftp://example.com', 'https://'])('[U19] is the address %j', (baseUrl) => {
    expect(errorsOf({ ...draftOf(anthropic, saved), baseUrl }, anthropic, saved)).toHaveProperty('baseUrl')
  })

  it('[U19] is a missing model, and a missing key where one is needed', () => {
    const draft = { ...draftOf(anthropic, undefined), model: ' ' }
    expect(Object.keys(errorsOf(draft, anthropic, undefined))).toEqual(['model', 'secret'])
  })

  it('[U19] is the key again when the address leads to another origin', () => {
    expect(asksForKey({ baseUrl: 'https://example.com/v2' }, saved)).toBe(false)
    expect(asksForKey({ baseUrl: 'https://other.example' }, saved)).toBe(true)
    expect(errorsOf({ ...draftOf(anthropic, saved), baseUrl: 'https://b' }, anthropic, saved)).toHaveProperty('secret')
  })
})

it.each([
  ['anthropic', 'That name belongs to the provider itself. Choose another.'],
  ['lab', 'There is a provider of that name already.'],
  ['Lab', expect.stringMatching(/^The name must be lower case/)],
  ['', expect.stringMatching(/^The name must be lower case/)],
  ['lab-2', undefined],
])('[U19] says of the name “%s” %s', (name, expected) => {
  expect(nameError(name, [saved, { ...saved, id: 'lab' }])).toEqual(expected)
})
