// The fake must be right before anything is proven with it: real provider clients have to understand what it says.
import { once } from 'node:events'
import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { generateText, jsonSchema, type LanguageModel, streamText, tool } from 'ai'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { type ScriptedUpstream, type ScriptedUpstreamOptions, startScriptedUpstream } from './index.ts'

const Models = z.object({ data: z.array(z.object({ id: z.string() })) })
const USAGE = { input: 30, output: 5, cacheRead: 12, cacheWrite: 4 }

const CLIENTS: [string, (upstream: ScriptedUpstream, apiKey: string) => LanguageModel][] = [
  [
    'Anthropic messages',
    ({ anthropicBaseUrl }, apiKey) => createAnthropic({ baseURL: `${anthropicBaseUrl}/v1`, apiKey })('claude-x'),
  ],
  [
    'OpenAI chat completions',
    ({ openaiBaseUrl: baseURL }, apiKey) =>
      createOpenAICompatible({ name: 'scripted', baseURL, apiKey, includeUsage: true })('gpt-x'),
  ],
]

async function withModel(model: (typeof CLIENTS)[number][1], options: ScriptedUpstreamOptions) {
  const upstream = await startScriptedUpstream(options)
  const request = { model: model(upstream, 'sk-right'), prompt: 'Hello?', maxRetries: 0, maxOutputTokens: 100 }
  return { upstream, request, [Symbol.asyncDispose]: () => upstream[Symbol.asyncDispose]() }
}

describe.each(CLIENTS)('%s', (_name, model) => {
  it('answers in one piece, with usage', async () => {
    await using scripted = await withModel(model, { script: { chunks: ['One', ' two'], usage: USAGE } })
    const { text, usage } = await generateText(scripted.request)
    expect(text).toBe('One two')
    expect(usage).toMatchObject({ outputTokens: 5, inputTokenDetails: { cacheReadTokens: 12 } })
    expect(scripted.upstream.requests[0]?.body).toContain('Hello?')
  })

  it('streams piece by piece, with usage', async () => {
    const gate = Promise.withResolvers<void>()
    async function* chunks() {
      yield 'One'
      await gate.promise
      yield ' two'
    }
    await using scripted = await withModel(model, { script: { chunks: chunks(), usage: USAGE } })
    const result = streamText(scripted.request)
    const pieces: string[] = []
    for await (const piece of result.textStream) {
      pieces.push(piece)
      gate.resolve()
    }
    expect(pieces).toEqual(['One', ' two'])
    expect(await result.usage).toMatchObject({ outputTokens: 5, inputTokenDetails: { cacheReadTokens: 12 } })
    expect(await scripted.upstream.requests[0]?.clientLeft).toBe(false)
  })

  it.each(['in one piece', 'streamed'])('calls tools after its text, %s', async (how) => {
    const calls = [
      { name: 'weather', input: { city: 'Kraków' } },
      { name: 'weather', input: {} },
    ]
    await using scripted = await withModel(model, { script: { chunks: ['Let me see.'], calls } })
    const request = { ...scripted.request, tools: { weather: tool({ inputSchema: jsonSchema({ type: 'object' }) }) } }
    const result = how === 'streamed' ? streamText(request) : await generateText(request)
    const seen = (await result.toolCalls).map(({ toolName, input }) => ({ name: toolName, input }))
    expect([await result.text, await result.finishReason, seen]).toEqual(['Let me see.', 'tool-calls', calls])
  })

  it('fails with the status it was told, in the shape of the provider', async () => {
    await using scripted = await withModel(model, { script: { fault: { kind: 'status', status: 429 } } })
    await expect(generateText(scripted.request)).rejects.toMatchObject({ statusCode: 429, message: 'Scripted 429.' })
  })

  it('refuses another key than the one it was given', async () => {
    await using scripted = await withModel(model, { secret: 'sk-other' })
    await expect(generateText(scripted.request)).rejects.toMatchObject({ statusCode: 401 })
  })

  it('dies after the pieces it was told', async () => {
    await using scripted = await withModel(model, { script: { fault: { kind: 'die', afterChunks: 1 } } })
    const pieces: string[] = []
    const read = async () => {
      for await (const piece of streamText({ ...scripted.request, onError: () => {} }).textStream) pieces.push(piece)
    }
    await expect(read()).rejects.toThrow()
    expect(pieces).toEqual(['Hello '])
  })

  it('notices that the client left', async () => {
    await using scripted = await withModel(model, { script: { fault: { kind: 'silent' } } })
    const abort = new AbortController()
    const answer = generateText({ ...scripted.request, abortSignal: abort.signal })
    await expect.poll(() => scripted.upstream.requests).toHaveLength(1)
    abort.abort()
    await expect(answer).rejects.toThrow()
    expect(await scripted.upstream.requests[0]?.clientLeft).toBe(true)
  })
})

it('streams the responses format with a growing sequence', async () => {
  await using upstream = await startScriptedUpstream({ script: { chunks: ['A', 'B'], usage: USAGE } })
  const response = await fetch(`${upstream.openaiBaseUrl}/responses`, {
    method: 'POST',
    body: JSON.stringify({ model: 'gpt-x', stream: true, input: 'Hello?' }),
  })
  const events = [...(await response.text()).matchAll(/^data: (.*)$/gm)].map(([, data = '']) => JSON.parse(data))
  expect(events.map((event) => event.sequence_number)).toEqual(events.map((_event, index) => index))
  expect(events.filter((event) => event.type === 'response.output_text.delta').map((event) => event.delta)).toEqual([
    'A',
    'B',
  ])
  expect(events.at(-1)).toMatchObject({
    type: 'response.completed',
    response: { usage: { input_tokens: 42, output_tokens: 5, input_tokens_details: { cached_tokens: 12 } } },
  })
})

it('lists models to either kind of client', async () => {
  await using upstream = await startScriptedUpstream({ models: ['a', 'b'] })
  const ids = async (headers: Record<string, string>) => {
    const response = await fetch(`${upstream.openaiBaseUrl}/models`, { headers })
    return Models.parse(await response.json()).data.map(({ id }) => id)
  }
  expect(await ids({})).toEqual(['a', 'b'])
  expect(await ids({ 'anthropic-version': '2023-06-01' })).toEqual(['a', 'b'])
})

it('speaks the responses format on a WebSocket, turn after turn, and refuses another key before that', async () => {
  await using upstream = await startScriptedUpstream({ secret: 'sk-right', script: { chunks: ['A', 'B'] } })
  const url = `${upstream.openaiBaseUrl.replace('http', 'ws')}/responses`
  const socket = new WebSocket(url, { headers: { authorization: 'Bearer sk-right' } })
  await once(socket, 'open')
  const seen: { type: string; stream_id?: string }[] = []
  socket.on('message', (data) => seen.push(JSON.parse(data.toString())))
  for (const stream_id of ['one', 'two'])
    socket.send(JSON.stringify({ type: 'response.create', model: 'gpt-x', stream_id }))
  await expect.poll(() => seen.filter(({ type }) => type === 'response.completed')).toHaveLength(2)
  const turn = seen.filter(({ stream_id }) => stream_id === 'two').map(({ type }) => type)
  expect(turn.filter((type) => type.endsWith('output_text.delta'))).toHaveLength(2)
  expect(upstream.requests.map(({ method }) => method)).toEqual(['UPGRADE', 'MESSAGE', 'MESSAGE'])
  socket.terminate()
  const refused = new WebSocket(url, { headers: { authorization: 'Bearer sk-wrong' } })
  const [, response] = await once(refused, 'unexpected-response')
  expect(response.statusCode).toBe(401)
})
