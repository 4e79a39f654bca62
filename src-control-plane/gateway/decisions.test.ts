// The gateway's pure decisions, by tables.
import { describe, expect, it } from 'vitest'
import { needsSecret, upstreamUrl } from '../upstream/index.ts'
import { decideCredential } from './credential-mode.ts'
import { endpointOf } from './endpoints.ts'
import { requestHeaders, responseHeaders, upstreamIdOf } from './forwarded-headers.ts'
import { readReported } from './reported.ts'

const MOORING_KEY = `moor_live_${'a'.repeat(42)}`

describe('whose credential is used', () => {
  const central = { decision: 'use', mode: 'centralized' }
  const missing = { decision: 'refuse', because: 'own-credential-missing' }
  const unsupported = { decision: 'refuse', because: 'own-credential-unsupported' }
  it.each([
    [{ 'x-api-key': MOORING_KEY }, central],
    [{ authorization: `Bearer ${MOORING_KEY}` }, central],
    [{ authorization: 'Bearer sk-own', 'x-api-key': MOORING_KEY }, central],
    [{ 'x-mooring-token': MOORING_KEY }, missing],
    [{ 'x-mooring-token': '' }, missing],
    [{ 'x-mooring-token': MOORING_KEY, 'x-api-key': MOORING_KEY }, missing],
    [{ 'x-mooring-token': MOORING_KEY, authorization: 'Basic abc' }, missing],
    [{ 'x-mooring-token': MOORING_KEY, 'x-api-key': 'sk-own' }, unsupported],
    [{ 'x-mooring-token': MOORING_KEY, authorization: 'bearer sk-own' }, unsupported],
  ])('%j', (headers, decision) => expect(decideCredential(new Headers(headers))).toEqual(decision))
})

describe('doors', () => {
  it.each([
    ['POST', '/ai/anthropic/v1/messages', '/v1/messages'],
    ['POST', '/ai/anthropic/v1/messages/count_tokens', '/v1/messages/count_tokens'],
    ['GET', '/ai/anthropic/v1/models', '/v1/models'],
    ['POST', '/ai/openai/v1/chat/completions', '/chat/completions'],
    ['POST', '/ai/openai/v1/responses', '/responses'],
    ['POST', '/ai/openai/v1/embeddings', '/embeddings'],
    ['GET', '/ai/openai/v1/models', '/models'],
  ])('%s %s', (method, path, upstream) => expect(endpointOf(method, path)?.upstreamPath).toBe(upstream))

  it.each([
    ['GET', '/ai/anthropic/v1/messages'],
    ['POST', '/ai/anthropic/v1/messages/'],
    ['POST', '/ai/anthropic//v1/messages'],
    ['POST', '/ai/anthropic/v1/messages%2fbatches'],
    ['POST', '/ai/anthropic/v1/chat/completions'],
    ['GET', '/ai/openai/v1/files'],
    ['GET', '/ai/openai//evil.example/v1/models'],
    ['GET', '/ai/other/v1/models'],
    ['__proto__', '/ai'],
  ])('not %s %s', (method, path) => expect(endpointOf(method, path)).toBeNull())
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

  it('sends Anthropic its own headers and the central key', () => {
    expect(requestHeaders('anthropic', hostile, 'sk-central')).toEqual({
      accept: 'text/event-stream',
      'content-type': 'application/json',
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'a,b',
      'x-api-key': 'sk-central',
    })
  })

  it('sends OpenAI its own headers and the central key', () => {
    expect(requestHeaders('openai', hostile, 'sk-central')).toEqual({
      accept: 'text/event-stream',
      'content-type': 'application/json',
      'openai-beta': 'c',
      authorization: 'Bearer sk-central',
    })
  })

  it('sends no credential at all where none is stored', () => {
    expect(requestHeaders('openai', hostile, null)).not.toHaveProperty('authorization')
    expect(requestHeaders('anthropic', new Headers(), null)).toEqual({ 'anthropic-version': '2023-06-01' })
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

describe('tokens', () => {
  it('adds cache writes where OpenAI tells them', () => {
    const usage = {
      input_tokens: 9,
      output_tokens: 2,
      input_tokens_details: { cached_tokens: 4, cache_write_tokens: 3 },
    }
    expect(readReported({ usage }).counts).toMatchObject({ cacheReadTokens: 4, cacheWriteTokens: 3 })
  })

  it.each([
    ['nothing', { id: 1 }, {}],
    ['not an object', 'text', {}],
    ['nonsense', { usage: { input_tokens: 'many', output_tokens: -1 } }, {}],
    ['null', { usage: null }, {}],
    [
      'a message',
      { usage: { input_tokens: 3, output_tokens: 4, cache_read_input_tokens: 5, cache_creation_input_tokens: 6 } },
      { inputTokens: 3, outputTokens: 4, cacheReadTokens: 5, cacheWriteTokens: 6 },
    ],
    [
      'message_start',
      { message: { usage: { input_tokens: 3, output_tokens: 1 } } },
      { inputTokens: 3, outputTokens: 1 },
    ],
    [
      'a chat completion',
      { usage: { prompt_tokens: 9, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 4 } } },
      { inputTokens: 9, outputTokens: 2, cacheReadTokens: 4 },
    ],
    [
      'response.completed',
      { response: { usage: { input_tokens: 9, output_tokens: 2, input_tokens_details: { cached_tokens: 4 } } } },
      { inputTokens: 9, outputTokens: 2, cacheReadTokens: 4 },
    ],
  ])('of %s', (_title, answer, counts) => expect(readReported(answer).counts).toEqual(counts))
})

describe('tools and stops', () => {
  const call = (name: string) => ({ id: 'c', type: 'function', function: { name, arguments: '{}' } })
  it.each([
    ['nothing', {}, [], null],
    ['nonsense', { content: 7, choices: 'x', output: {}, stop_reason: 3, delta: null }, [], null],
    ['a null in a list', { content: [null, { type: 'tool_use', name: 'read' }] }, ['read'], null],
    [
      'a message',
      {
        content: [
          { type: 'text', text: '' },
          { type: 'tool_use', name: 'read' },
          { type: 'server_tool_use', name: 'web_search' },
          { type: 'tool_use', name: 'read' },
        ],
        stop_reason: 'tool_use',
      },
      ['read', 'web_search'],
      'tool_use',
    ],
    ['content_block_start', { content_block: { type: 'tool_use', name: 'read', input: {} } }, ['read'], null],
    ['message_delta', { delta: { stop_reason: 'max_tokens' } }, [], 'max_tokens'],
    [
      'a chat completion',
      { choices: [{ message: { tool_calls: [call('read'), call('write')] }, finish_reason: 'tool_calls' }] },
      ['read', 'write'],
      'tool_calls',
    ],
    ['a chunk', { choices: [{ delta: { tool_calls: [call('read')] }, finish_reason: null }] }, ['read'], null],
    ['its later part', { choices: [{ delta: { tool_calls: [{ function: { arguments: '{' } }] } }] }, [], null],
    ['its end', { choices: [{ delta: {}, finish_reason: 'length' }] }, [], 'length'],
    [
      'a response',
      { status: 'completed', output: [{ type: 'function_call', name: 'read' }, { type: 'web_search_call' }] },
      ['read', 'web_search'],
      'completed',
    ],
    ['response.created', { response: { status: 'in_progress', output: [] } }, [], null],
    [
      'response.incomplete',
      { response: { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' }, output: [] } },
      [],
      'max_output_tokens',
    ],
    ['response.output_item.done', { item: { type: 'custom_tool_call', name: 'patch' } }, ['patch'], null],
  ])('of %s', (_title, answer, tools, stopReason) => {
    expect(readReported(answer)).toMatchObject({ tools, stopReason })
  })

  it('name at most fifty, each once, however often they are called', () => {
    const content = Array.from({ length: 200 }, (_, i) => ({ type: 'tool_use', name: `tool-${i % 80}` }))
    expect(readReported({ content }).tools).toHaveLength(50)
  })
})
