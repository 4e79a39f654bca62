// The gateway's pure decisions, by tables.
import { describe, expect, it } from 'vitest'
import { DEFAULT_POLICY } from '#contract/gateway'
import type { OrganizationSettings } from '../provider/index.ts'
import { needsSecret, upstreamUrl } from '../upstream/index.ts'
import { accessFor } from './access.ts'
import { type CredentialDecision, decideCredential } from './credential-mode.ts'
import { endpointOf, GATEWAY_DOORS } from './endpoints.ts'
import { requestHeaders, responseHeaders, upstreamIdOf } from './forwarded-headers.ts'

const MOORING_KEY = `moor_live_${'a'.repeat(42)}`

describe('whose credential is used', () => {
  const ours = { 'x-mooring-token': MOORING_KEY }
  const ownToken = `${'x'.repeat(9)}.${Buffer.from('{"iss":"mooring"}').toString('base64url')}.${'x'.repeat(9)}`
  const foreignToken = `${'x'.repeat(9)}.${Buffer.from('{"iss":"elsewhere"}').toString('base64url')}.${'x'.repeat(9)}`
  const central = { mode: 'centralized' }
  const missing = { mode: 'refused', because: 'own-credential-missing' }
  const key = { mode: 'byok-key', secret: 'sk-own' }
  const bearer = { mode: 'byok-bearer', secret: 'sk-other' }
  const both = { 'x-api-key': 'sk-own', authorization: 'Bearer sk-other' }

  it.each([
    // What is announced by nothing else than our own header, is the organization's.
    [{ 'x-api-key': MOORING_KEY }, central, central],
    [{ authorization: `Bearer ${MOORING_KEY}` }, central, central],
    [{ authorization: 'Bearer sk-own', 'x-api-key': MOORING_KEY }, central, central],
    [both, central, central],
    [{}, central, central],
    // Announced, and there.
    [{ ...ours, 'x-api-key': 'sk-own' }, key, key],
    [{ ...ours, authorization: 'bearer  sk-other' }, bearer, bearer],
    [{ ...ours, ...both }, key, bearer],
    [{ ...ours, ...both, 'x-api-key': MOORING_KEY }, bearer, bearer],
    [{ ...ours, ...both, authorization: `Bearer ${MOORING_KEY}` }, key, key],
    [{ ...ours, authorization: 'Basic abc', 'x-api-key': 'sk-own' }, key, key],
    [
      { ...ours, authorization: `Bearer ${foreignToken}` },
      { mode: 'byok-bearer', secret: foreignToken },
      { mode: 'byok-bearer', secret: foreignToken },
    ],
    // Announced, and not there: what is ours is no provider's.
    [ours, missing, missing],
    [{ 'x-mooring-token': '' }, missing, missing],
    [{ ...ours, 'x-api-key': MOORING_KEY }, missing, missing],
    [{ ...ours, 'x-api-key': 'moor_live_cutshort' }, missing, missing],
    [{ ...ours, 'x-api-key': ' ' }, missing, missing],
    [{ ...ours, authorization: 'Basic abc' }, missing, missing],
    [{ ...ours, authorization: 'Bearer' }, missing, missing],
    [{ ...ours, authorization: `Bearer ${ownToken}` }, missing, missing],
    [{ 'x-mooring-token': 'a-session', authorization: 'Bearer a-session' }, missing, missing],
  ] as [Record<string, string>, object, object][])('[G3] %j', (headers, anthropic, openai) => {
    expect(decideCredential('anthropic', new Headers(headers))).toEqual(anthropic)
    expect(decideCredential('openai', new Headers(headers))).toEqual(openai)
  })
})

describe('what a request may use upstream', () => {
  const pool = [{ id: 'credential_1', hint: 'sk-1...', secret: 'sk-1' }]
  const settings = (byok: boolean): OrganizationSettings => ({
    providers: new Map([
      ['anthropic', { baseUrl: 'https://proxy.example/anthropic', pool }],
      ['openai', { baseUrl: 'https://api.openai.com/v1', pool: [] }],
      ['gpu-box', { baseUrl: 'http://gpu-box:8000/v1', pool: [] }],
    ]),
    policy: { ...DEFAULT_POLICY, byok },
    keyLimits: new Map(),
  })
  const key = { mode: 'byok-key', secret: 'sk-own-0123456789' } as const
  const of = (provider: string, decision: CredentialDecision, byok = true) =>
    accessFor(settings(byok), { organizationId: 'org_1', provider, decision })

  it.each([
    ['anthropic', { access: 'pool', mode: 'centralized', baseUrl: 'https://proxy.example/anthropic', pool }],
    ['openai', { access: 'refused', because: 'no-provider' }],
    ['gpu-box', { access: 'single', mode: 'centralized', credential: { as: 'none' }, hint: null }],
    ['elsewhere', { access: 'refused', because: 'no-provider' }],
  ])('[G3] of the organization, at %s', (provider, access) =>
    expect(of(provider, { mode: 'centralized' })).toMatchObject(access),
  )

  it.each([
    ['anthropic', 'https://proxy.example/anthropic'],
    ['openai', 'https://api.openai.com/v1'],
    ['gpu-box', 'http://gpu-box:8000/v1'],
  ])('[G3] of one’s own, at %s: the organization’s address and one’s own credential alone', (provider, baseUrl) => {
    const credential = { as: 'key', secret: key.secret }
    expect(of(provider, key)).toMatchObject({
      access: 'single',
      mode: 'byok-key',
      baseUrl,
      credential,
      hint: 'sk...89',
    })
    expect(of(provider, { ...key, mode: 'byok-bearer' })).toMatchObject({ credential: { as: 'bearer' } })
    expect(JSON.stringify(of(provider, key))).not.toContain('sk-1')
    expect((of(provider, key) as { name: string }).name).not.toContain(key.secret)
  })

  it('[G3] of one’s own, nowhere where the organization does not allow it, nor at a name that nobody knows', () => {
    expect(of('anthropic', key, false)).toEqual({ access: 'refused', because: 'own-credential-not-allowed' })
    expect(of('elsewhere', key)).toEqual({ access: 'refused', because: 'no-provider' })
    const nothing = { ...settings(true), providers: new Map() }
    const wanted = { organizationId: 'org_1', decision: key }
    expect(accessFor(nothing, { ...wanted, provider: 'anthropic' })).toMatchObject({
      baseUrl: 'https://api.anthropic.com',
    })
    expect(accessFor(nothing, { ...wanted, provider: 'openai' })).toMatchObject({
      baseUrl: 'https://api.openai.com/v1',
    })
  })
})

describe('doors', () => {
  it('[G10] are exactly these', () => expect(GATEWAY_DOORS).toHaveLength(16))

  it.each([
    ['POST', '/ai/anthropic/v1/messages', '/v1/messages'],
    ['POST', '/ai/anthropic/v1/messages/count_tokens', '/v1/messages/count_tokens'],
    ['GET', '/ai/anthropic/v1/models', '/v1/models'],
    ['POST', '/ai/openai/v1/chat/completions', '/chat/completions'],
    ['POST', '/ai/openai/v1/responses', '/responses'],
    ['UPGRADE', '/ai/openai/v1/responses', '/responses'],
    ['POST', '/ai/openai/v1/embeddings', '/embeddings'],
    ['GET', '/ai/openai/v1/models', '/models'],
    ['POST', '/ai/gpu-box/v1/chat/completions', '/chat/completions'],
    ['GET', '/ai/gpu-box/v1/models', '/models'],
    ['GET', '/ai/anthropic/v1/models/claude-sonnet-4-5', '/v1/models/claude-sonnet-4-5'],
    ['GET', '/ai/openai/v1/models/ft:gpt-4.1:harbour::a-1', '/models/ft:gpt-4.1:harbour::a-1'],
    ['GET', '/ai/gpu-box/v1/models/m', '/models/m'],
  ])('[G10] %s %s', (method, path, upstream) => expect(endpointOf(method, path)?.upstreamPath).toBe(upstream))

  it.each([
    ['GET', '/ai/anthropic/v1/messages'],
    ['POST', '/ai/anthropic/v1/messages/'],
    ['POST', '/ai/anthropic//v1/messages'],
    ['POST', '/ai/anthropic/v1/messages%2fbatches'],
    ['POST', '/ai/anthropic/v1/chat/completions'],
    ['GET', '/ai/openai/v1/files'],
    ['GET', '/ai/openai//evil.example/v1/models'],
    ['POST', '/ai/gpu-box/v1/messages'],
    ['GET', '/ai/Gpu-Box/v1/models'],
    ['GET', '/ai//v1/models'],
    ['GET', '/ai/gpu-box%2f/v1/models'],
    ['GET', '/ai/../v1/models'],
    ['GET', '/ai/openai/v1/models/'],
    ['GET', '/ai/openai/v1/models/..'],
    ['GET', '/ai/openai/v1/models/.'],
    ['GET', '/ai/openai/v1/models/a/b'],
    ['GET', '/ai/openai/v1/models/a%2fb'],
    ['GET', '/ai/openai/v1/models/:model'],
    ['DELETE', '/ai/openai/v1/models/m'],
    ['__proto__', '/ai'],
  ])('[G10] not %s %s', (method, path) => expect(endpointOf(method, path)).toBeNull())
})

describe('the address upstream', () => {
  it.each([
    ['https://api.anthropic.com', '/v1/messages', '', 'https://api.anthropic.com/v1/messages'],
    ['https://api.openai.com/v1', '/models', '', 'https://api.openai.com/v1/models'],
    ['http://127.0.0.1:11434/v1/', '/models', '', 'http://127.0.0.1:11434/v1/models'],
    ['https://proxy.example/a/b//', '/responses', '?beta=true', 'https://proxy.example/a/b/responses?beta=true'],
    ['https://proxy.example', '/models', '?x=//evil.example/', 'https://proxy.example/models?x=//evil.example/'],
  ])('%s + %s%s', (base, path, query, url) => expect(upstreamUrl(base, path, query).href).toBe(url))
})

describe('whether an address needs a key', () => {
  it.each([
    ['https://api.anthropic.com', true],
    ['https://127.0.0.1.example.com', true],
    ['http://8.8.8.8:80/v1', true],
    ['http://[2001:db8::1]/v1', true],
    ['http://localhost:11434/v1', false],
    ['http://127.0.0.1:8080/v1', false],
    ['http://[::1]:8080/v1', false],
    ['http://192.168.1.20/v1', false],
    ['http://gpu-box:8000/v1', false],
    ['http://gpu-box.local:8000/v1', false],
  ])('%s: %s', (url, needed) => expect(needsSecret(url)).toBe(needed))
})

describe('what passes', () => {
  const hostile = new Headers({
    accept: 'text/event-stream',
    'content-type': 'application/json',
    'anthropic-version': '2023-06-01',
    'anthropic-beta': 'a,b',
    'openai-beta': 'c',
    'openai-organization': 'org-elsewhere',
    authorization: `Bearer ${MOORING_KEY}`,
    'x-api-key': MOORING_KEY,
    'x-mooring-organization': 'org_1',
    cookie: 'mooring.session_token=abc',
    'x-forwarded-for': '10.0.0.1',
    forwarded: 'for=10.0.0.1',
    'x-real-ip': '10.0.0.1',
    'x-actor-email': 'ceo@example.com',
    host: 'gateway.example',
    connection: 'upgrade',
  })

  const central = { mode: 'centralized', credential: { as: 'key', secret: 'sk-central' } } as const
  const none = { mode: 'centralized', credential: { as: 'none' } } as const

  it('sends Anthropic its own headers and the central key', () => {
    expect(requestHeaders('anthropic', hostile, central)).toEqual({
      accept: 'text/event-stream',
      'content-type': 'application/json',
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'a,b',
      'x-api-key': 'sk-central',
    })
  })

  it('sends OpenAI its own headers and the central key', () => {
    expect(requestHeaders('openai', hostile, central)).toEqual({
      accept: 'text/event-stream',
      'content-type': 'application/json',
      'openai-beta': 'c',
      authorization: 'Bearer sk-central',
    })
  })

  it.each([
    ['anthropic', 'key', { 'x-api-key': 'sk-own' }],
    ['anthropic', 'bearer', { authorization: 'Bearer sk-own' }],
    ['openai', 'key', { authorization: 'Bearer sk-own' }],
    ['openai', 'bearer', { authorization: 'Bearer sk-own' }],
  ] as const)(
    '[G3] sends %s one’s own %s in its place, and what says which of one’s own accounts',
    (wire, as, place) => {
      const mode = as === 'key' ? 'byok-key' : 'byok-bearer'
      const sent = requestHeaders(wire, hostile, { mode, credential: { as, secret: 'sk-own' } })
      expect(sent).toMatchObject(place)
      expect(JSON.stringify(sent)).not.toMatch(/moor|10\.0\.0\.1|ceo|org_1|evil/)
      expect(sent['openai-organization']).toBe(wire === 'openai' ? 'org-elsewhere' : undefined)
    },
  )

  it('sends no credential at all where none is stored', () => {
    expect(requestHeaders('openai', hostile, none)).not.toHaveProperty('authorization')
    expect(requestHeaders('anthropic', new Headers(), none)).toEqual({ 'anthropic-version': '2023-06-01' })
  })

  it('answers limits and request ids, and no cookie or account', () => {
    const answered = responseHeaders(
      'anthropic',
      new Headers({
        'content-type': 'application/json',
        'retry-after': '3',
        'request-id': 'req_1',
        'anthropic-ratelimit-tokens-remaining': '5',
        'anthropic-organization-id': 'secret',
        'set-cookie': '__cf_bm=1',
        location: 'https://elsewhere.example',
      }),
    )
    expect([...answered.keys()].sort()).toEqual([
      'anthropic-ratelimit-tokens-remaining',
      'cache-control',
      'content-type',
      'request-id',
      'retry-after',
    ])
  })
})

describe('the provider’s own id of a request', () => {
  const headers = new Headers({ 'request-id': 'req_anthropic', 'x-request-id': 'req_openai' })
  it('is under another name with each', () => {
    expect(upstreamIdOf('anthropic', headers)).toBe('req_anthropic')
    expect(upstreamIdOf('openai', headers)).toBe('req_openai')
    expect(upstreamIdOf('openai', new Headers())).toBeNull()
  })
  it('gives way to ours where ours has that name', () => {
    expect(responseHeaders('openai', headers).has('x-request-id')).toBe(false)
  })
})
