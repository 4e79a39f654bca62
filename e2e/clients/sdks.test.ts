// Programs written for the providers do not notice the gateway: their SDKs, as published, with only the base URL and the key changed.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, type TestContext, vi } from 'vitest'
import type { RecordedRequest, Script } from '../fakes/index.ts'
import { type ClientGateway, ORGANIZATION_SECRET, startClientGateway } from './gateway.ts'
import { INSTALL_TIMEOUT_MS } from './installed.ts'
import { type Anthropic, type Loaded, loadAnthropic, loadOpenAI, type Message, type OpenAI } from './sdks.ts'

const OWN_SECRET = 'sk-of-the-caller-0001'
const USAGE = { input: 30, output: 5, cacheRead: 12, cacheWrite: 4 }
const QUESTION = { role: 'user', content: 'How is the weather in Kraków?' }
const CITY = { city: 'Kraków' }
const CITY_SCHEMA = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }

let gateway: ClientGateway
const asked: string[] = []

beforeAll(async () => {
  gateway = await startClientGateway()
  const fetch = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    asked.push(new URL(input instanceof Request ? input.url : input).host)
    return fetch(input, init)
  })
})
afterAll(() => gateway[Symbol.asyncDispose]())

/** Whose credential the provider is to see in a test, and how many requests it had before. */
let expected = ORGANIZATION_SECRET
let before = 0
beforeEach(() => {
  expected = ORGANIZATION_SECRET
  before = gateway.upstream.requests.length
})

afterEach(() => {
  // Whatever an SDK did, it asked the gateway alone, and what came to the provider bore that credential and no other.
  expect(new Set(asked)).toEqual(new Set([new URL(gateway.openaiBaseUrl).host]))
  for (const request of gateway.upstream.requests.slice(before)) {
    expect(credentialOf(request)).toBe(expected)
    expect(JSON.stringify(request.headers)).not.toContain(gateway.key)
  }
})

const credentialOf = ({ headers }: RecordedRequest) =>
  headers['x-api-key'] ?? headers.authorization?.slice('Bearer '.length)

/** Wants the weather once, then says what it was told of it. */
const weather: Script = ({ body }) =>
  body.includes('rain all day')
    ? { chunks: ['It rains', ' all day.'], usage: USAGE }
    : { chunks: ['Let me look.'], calls: [{ name: 'weather', input: CITY }], usage: USAGE }

function clientOf<Client>(
  loaded: Loaded<Client>,
  { skip }: TestContext,
  open: (loaded: Extract<Loaded<Client>, { outcome: 'loaded' }>) => Client,
): Client {
  return loaded.outcome === 'loaded' ? open(loaded) : skip(loaded.reason)
}

describe('the Anthropic SDK', () => {
  const HOW = {
    'in one piece': (client: Anthropic, body: object) => client.messages.create(body),
    streamed: (client: Anthropic, body: object) => client.messages.stream(body).finalMessage(),
  }
  const ASK = { model: 'claude-x', max_tokens: 64, messages: [QUESTION] }
  let sdk: Loaded<Anthropic>
  beforeAll(async () => {
    sdk = await loadAnthropic()
  }, INSTALL_TIMEOUT_MS)
  const open = (context: TestContext) =>
    clientOf(sdk, context, (loaded) => loaded.open({ baseURL: gateway.anthropicBaseUrl, apiKey: gateway.key }))

  it.for(Object.entries(HOW))(
    '[G1] creates messages %s, tools and their results included',
    async ([, create], context) => {
      const client = open(context)
      gateway.upstream.follow(weather)
      const tools = [{ name: 'weather', input_schema: CITY_SCHEMA }]
      const first = await create(client, { ...ASK, tools })
      expect(first).toMatchObject({ stop_reason: 'tool_use', usage: { input_tokens: 30, output_tokens: 5 } })
      const call = first.content.find(({ type }) => type === 'tool_use')
      expect(call).toMatchObject({ name: 'weather', input: CITY })
      const result = {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: call?.id, content: 'rain all day' }],
      }
      const messages = [QUESTION, { role: 'assistant', content: first.content }, result]
      const second = await create(client, { ...ASK, tools, messages })
      expect(textOf(second)).toBe('It rains all day.')
      expect(second.stop_reason).toBe('end_turn')
    },
  )

  it('[G1] hands on each event as it comes', async (context) => {
    const client = open(context)
    gateway.upstream.follow({ chunks: ['One', ' two'] })
    const seen: string[] = []
    for await (const { type } of client.messages.stream(ASK)) seen.push(type)
    expect(seen).toEqual([
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ])
  })

  it('[G1] counts tokens and lists models', async (context) => {
    const client = open(context)
    gateway.upstream.follow({ usage: USAGE })
    expect(await client.messages.countTokens(ASK)).toMatchObject({ input_tokens: 30 })
    expect((await client.models.list()).data).toMatchObject([{ id: 'scripted-1' }])
    expect(await client.models.retrieve('scripted-1')).toMatchObject({ id: 'scripted-1' })
  })

  it.for(['apiKey', 'authToken'] as const)('[G1] brings a credential of its own as %s', async (how, context) => {
    const own = { apiKey: null, [how]: OWN_SECRET, defaultHeaders: { 'x-mooring-token': gateway.key } }
    const client = clientOf(sdk, context, ({ open }) => open({ baseURL: gateway.anthropicBaseUrl, ...own }))
    expected = OWN_SECRET
    gateway.upstream.follow({ chunks: ['One'] })
    expect(textOf(await client.messages.create(ASK))).toBe('One')
    expect(textOf(await client.messages.stream(ASK).finalMessage())).toBe('One')
  })

  it('[G1] understands what the gateway refuses', async (context) => {
    const client = clientOf(sdk, context, (loaded) =>
      loaded.open({ baseURL: gateway.anthropicBaseUrl, apiKey: `moor_live_${'a'.repeat(42)}` }),
    )
    await expect(client.messages.create(ASK)).rejects.toMatchObject({
      status: 401,
      error: { error: { type: 'authentication_error' } },
    })
  })

  const textOf = ({ content }: Message) => content.map(({ text = '' }) => text).join('')
})

describe('the OpenAI SDK', () => {
  let sdk: Loaded<OpenAI>
  beforeAll(async () => {
    sdk = await loadOpenAI()
  }, INSTALL_TIMEOUT_MS)
  const open = (context: TestContext) =>
    clientOf(sdk, context, (loaded) => loaded.open({ baseURL: gateway.openaiBaseUrl, apiKey: gateway.key }))

  const COMPLETE = {
    'in one piece': (client: OpenAI, body: object) => client.chat.completions.create(body),
    streamed: (client: OpenAI, body: object) =>
      client.chat.completions.stream({ ...body, stream_options: { include_usage: true } }).finalChatCompletion(),
  }
  it.for(Object.entries(COMPLETE))(
    '[G1] completes chats %s, tools and their results included',
    async ([, complete], context) => {
      const client = open(context)
      gateway.upstream.follow(weather)
      const ask = {
        model: 'gpt-x',
        tools: [{ type: 'function', function: { name: 'weather', parameters: CITY_SCHEMA } }],
      }
      const {
        choices: [first],
        usage,
      } = await complete(client, { ...ask, messages: [QUESTION] })
      expect([first?.finish_reason, usage.total_tokens]).toEqual(['tool_calls', 47])
      const [call] = first?.message.tool_calls ?? []
      expect(JSON.parse(call?.function.arguments ?? '')).toEqual(CITY)
      const result = { role: 'tool', tool_call_id: call?.id, content: 'rain all day' }
      const {
        choices: [second],
      } = await complete(client, { ...ask, messages: [QUESTION, first?.message, result] })
      expect(second).toMatchObject({ finish_reason: 'stop', message: { content: 'It rains all day.' } })
    },
  )

  const RESPOND = {
    'in one piece': (client: OpenAI, body: object) => client.responses.create(body),
    streamed: (client: OpenAI, body: object) => client.responses.stream(body).finalResponse(),
  }
  it.for(Object.entries(RESPOND))(
    '[G1] creates responses %s, tools and their results included',
    async ([, respond], context) => {
      const client = open(context)
      gateway.upstream.follow(weather)
      const ask = {
        model: 'gpt-x',
        tools: [{ type: 'function', name: 'weather', parameters: CITY_SCHEMA, strict: false }],
      }
      const first = await respond(client, { ...ask, input: [QUESTION] })
      expect(first.usage.total_tokens).toBe(47)
      const call = first.output.find(({ type }) => type === 'function_call')
      expect(JSON.parse(call?.arguments ?? '')).toEqual(CITY)
      const result = { type: 'function_call_output', call_id: call?.call_id, output: 'rain all day' }
      expect((await respond(client, { ...ask, input: [QUESTION, call, result] })).output_text).toBe('It rains all day.')
    },
  )

  it('[G1] embeds texts and lists models', async (context) => {
    const client = open(context)
    gateway.upstream.follow({})
    const { data } = await client.embeddings.create({ model: 'embed-x', input: ['one', 'two'] })
    expect(data.map(({ embedding }) => embedding)).toEqual([
      [0.5, -0.25, 0.125],
      [0.5, -0.25, 0.125],
    ])
    expect((await client.models.list()).data).toMatchObject([{ id: 'scripted-1' }])
    expect(await client.models.retrieve('scripted-1')).toMatchObject({ id: 'scripted-1' })
  })

  it('[G1] brings a credential of its own', async (context) => {
    const own = { apiKey: OWN_SECRET, defaultHeaders: { 'x-mooring-token': gateway.key } }
    const client = clientOf(sdk, context, ({ open }) => open({ baseURL: gateway.openaiBaseUrl, ...own }))
    expected = OWN_SECRET
    gateway.upstream.follow({ chunks: ['One'] })
    expect((await client.responses.create({ model: 'gpt-x', input: 'Hello' })).output_text).toBe('One')
    expect((await client.models.list()).data).toMatchObject([{ id: 'scripted-1' }])
  })

  it('[G1] understands what the gateway refuses', async (context) => {
    const client = clientOf(sdk, context, (loaded) =>
      loaded.open({ baseURL: gateway.openaiBaseUrl, apiKey: 'sk-nobody' }),
    )
    await expect(client.models.list()).rejects.toMatchObject({ status: 401, code: 'not-signed-in' })
  })
})
