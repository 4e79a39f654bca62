// OpenAI's chat completions API, which most compatible servers speak.
import { openaiFailure, openaiModels } from './openai-common.ts'
import type { ScriptedUsage } from './script.ts'
import type { Exchange, WireEvent, WireFormat } from './wire-format.ts'

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

export const openaiChat: WireFormat = {
  whole: ({ model, usage }, text) => ({
    id: 'chatcmpl-scripted',
    object: 'chat.completion',
    created: 1_767_225_600,
    model,
    choices: [
      { index: 0, message: { role: 'assistant', content: text, refusal: null }, logprobs: null, finish_reason: 'stop' },
    ],
    usage: tokens(usage),
  }),

  opening: (exchange) => [chunk(exchange, [choice({ role: 'assistant', content: '' })])],

  delta: (exchange, piece) => chunk(exchange, [choice({ content: piece })]),

  closing: (exchange) => [
    chunk(exchange, [choice({}, 'stop')]),
    ...(exchange.usageWanted ? [chunk(exchange, [], tokens(exchange.usage))] : []),
    { name: null, data: '[DONE]' },
  ],

  failure: openaiFailure,
  models: openaiModels,
}
