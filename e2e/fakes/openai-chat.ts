// OpenAI's chat completions API, which most compatible servers speak.
import { openaiFailure, openaiModel, openaiModels } from './openai-common.ts'
import type { ScriptedUsage } from './script.ts'
import { argumentPieces, type Call, type Exchange, type WireEvent, type WireFormat } from './wire-format.ts'

/** Here the prompt's tokens include those that came from the cache. */
const tokens = ({ input, output, cacheRead }: ScriptedUsage) => ({
  prompt_tokens: input + cacheRead,
  completion_tokens: output,
  total_tokens: input + cacheRead + output,
  prompt_tokens_details: { cached_tokens: cacheRead },
})

const chunk = ({ model, usageWanted }: Exchange, choices: unknown[], usage: unknown = null): WireEvent => ({
  name: null,
  data: {
    id: 'chatcmpl-scripted',
    object: 'chat.completion.chunk',
    created: 1_767_225_600,
    model,
    choices,
    ...(usageWanted ? { usage } : {}),
  },
})

const choice = (delta: object, finishReason: string | null = null) => ({
  index: 0,
  delta,
  logprobs: null,
  finish_reason: finishReason,
})

const finishReason = ({ calls }: Exchange) => (calls.length === 0 ? 'stop' : 'tool_calls')

const toolCall = ({ id, name }: Call, args: string) => ({
  id: `call_${id}`,
  type: 'function',
  function: { name, arguments: args },
})

/** The first chunk of a call names it; the others add to its arguments. */
function callChunks(exchange: Exchange, call: Call, index: number): WireEvent[] {
  const opening = chunk(exchange, [choice({ tool_calls: [{ index, ...toolCall(call, '') }] })])
  const pieces = argumentPieces(call).map((piece) =>
    chunk(exchange, [choice({ tool_calls: [{ index, function: { arguments: piece } }] })]),
  )
  return [opening, ...pieces]
}

function wholeMessage({ calls }: Exchange, content: string) {
  const message = { role: 'assistant', content, refusal: null }
  if (calls.length === 0) return message
  return { ...message, tool_calls: calls.map((call) => toolCall(call, JSON.stringify(call.input))) }
}

export const openaiChat: WireFormat = {
  whole: (exchange, text) => ({
    id: 'chatcmpl-scripted',
    object: 'chat.completion',
    created: 1_767_225_600,
    model: exchange.model,
    choices: [
      { index: 0, message: wholeMessage(exchange, text), logprobs: null, finish_reason: finishReason(exchange) },
    ],
    usage: tokens(exchange.usage),
  }),

  opening: (exchange) => [chunk(exchange, [choice({ role: 'assistant', content: '' })])],

  delta: (exchange, piece) => chunk(exchange, [choice({ content: piece })]),

  closing: (exchange) => [
    ...exchange.calls.flatMap((call, index) => callChunks(exchange, call, index)),
    chunk(exchange, [choice({}, finishReason(exchange))]),
    ...(exchange.usageWanted ? [chunk(exchange, [], tokens(exchange.usage))] : []),
    { name: null, data: '[DONE]' },
  ],

  failure: openaiFailure,
  models: openaiModels,
  model: openaiModel,
}
