// Anthropic's messages API, as documented at docs.anthropic.com (version 2023-06-01).
import type { ScriptedUsage } from './script.ts'
import { argumentPieces, type Call, type Exchange, type WireEvent, type WireFormat } from './wire-format.ts'

const ERROR_TYPES: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
}

const inputUsage = ({ input, cacheRead, cacheWrite }: ScriptedUsage) => ({
  input_tokens: input,
  cache_creation_input_tokens: cacheWrite,
  cache_read_input_tokens: cacheRead,
})

const message = (model: string) => ({ id: 'msg_scripted', type: 'message', role: 'assistant', model })

/** In this format the event's name is repeated as the `type` of its data. */
const event = (name: string, data: object): WireEvent => ({ name, data: { type: name, ...data } })

const stopReason = ({ calls }: Exchange) => (calls.length === 0 ? 'end_turn' : 'tool_use')

const toolUse = ({ id, name }: Call, input: object) => ({
  type: 'tool_use',
  id: `toolu_${id}`,
  name,
  input,
})

/** Blocks of an answer are numbered; the text is the first. */
function callEvents(call: Call, place: number): WireEvent[] {
  const index = place + 1
  return [
    event('content_block_start', { index, content_block: toolUse(call, {}) }),
    ...argumentPieces(call).map((piece) =>
      event('content_block_delta', { index, delta: { type: 'input_json_delta', partial_json: piece } }),
    ),
    event('content_block_stop', { index }),
  ]
}

export const anthropicMessages: WireFormat = {
  whole: (exchange, text) => ({
    ...message(exchange.model),
    content: [{ type: 'text', text }, ...exchange.calls.map((call) => toolUse(call, call.input))],
    stop_reason: stopReason(exchange),
    stop_sequence: null,
    usage: { ...inputUsage(exchange.usage), output_tokens: exchange.usage.output },
  }),

  opening: ({ model, usage }) => [
    event('message_start', {
      message: {
        ...message(model),
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { ...inputUsage(usage), output_tokens: 1 },
      },
    }),
    event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    event('ping', {}),
  ],

  delta: (_exchange, piece) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: piece } }),

  closing: (exchange) => [
    event('content_block_stop', { index: 0 }),
    ...exchange.calls.flatMap(callEvents),
    event('message_delta', {
      delta: { stop_reason: stopReason(exchange), stop_sequence: null },
      usage: { output_tokens: exchange.usage.output },
    }),
    event('message_stop', {}),
  ],

  failure: (status, text) => ({ type: 'error', error: { type: ERROR_TYPES[status] ?? 'api_error', message: text } }),

  models: (ids) => ({
    data: ids.map(modelOf),
    has_more: false,
    first_id: ids[0] ?? null,
    last_id: ids.at(-1) ?? null,
  }),
  model: modelOf,
}

function modelOf(id: string) {
  return { type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' }
}
