import { describe, expect, it } from 'vitest'
import type { Provider } from '#contract/gateway'
import { PROVIDER_KINDS, type ProviderKind } from './provider-kinds.ts'
import { draftOf, errorsOf, saveRequestOf } from './save-request.ts'

const [anthropic, openai] = PROVIDER_KINDS as [ProviderKind, ProviderKind]
const saved: Provider = {
  id: 'anthropic',
  organizationId: 'a',
  baseUrl: 'https://example.com',
  credentials: [{ id: 'credential_1', hint: 'sk-a...9fQ2', createdAt: 1, health: { state: 'healthy' } }],
  model: 'm',
  updatedAt: 0,
}

describe('what is sent', () => {
  it('keeps the stored key when the field is empty', () => {
    expect(saveRequestOf(draftOf(anthropic, saved), saved)).toEqual({ baseUrl: 'https://example.com', model: 'm' })
  })

  it('replaces the stored key when one is typed', () => {
    expect(saveRequestOf({ ...draftOf(anthropic, saved), secret: ' new ' }, saved).secret).toBe('new')
  })

  it('says that a new local server needs no key', () => {
    expect(saveRequestOf({ baseUrl: 'http://127.0.0.1:11434/v1', secret: '', model: 'llama' }, undefined).secret).toBe(
      '',
    )
  })
})

describe('what must be mended first', () => {
  it('is nothing in a form that is complete', () => {
    expect(errorsOf(draftOf(anthropic, saved), anthropic, saved)).toEqual({})
    expect(errorsOf({ ...draftOf(openai, undefined), model: 'llama' }, openai, undefined)).toEqual({})
  })

  it.each(['', 'api.anthropic.com', 'ftp://example.com', 'https://'])('is the address %j', (baseUrl) => {
    expect(errorsOf({ ...draftOf(anthropic, saved), baseUrl }, anthropic, saved)).toHaveProperty('baseUrl')
  })

  it('is a missing model, and a missing key where one is needed', () => {
    expect(Object.keys(errorsOf(draftOf(anthropic, undefined), anthropic, undefined))).toEqual(['model', 'secret'])
  })
})
