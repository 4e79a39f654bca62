// OpenAI's responses API. Every event carries a sequence number, so an exchange counts its own.
import { openaiFailure, openaiModel, openaiModels } from './openai-common.ts'
import type { ScriptedUsage } from './script.ts'
import { argumentPieces, type Call, type Exchange, type WireEvent, type WireFormat } from './wire-format.ts'

const ITEM = 'msg_scripted'
const place = { item_id: ITEM, output_index: 0, content_index: 0 }

const tokens = ({ input, output, cacheRead }: ScriptedUsage) => ({
  input_tokens: input + cacheRead,
  input_tokens_details: { cached_tokens: cacheRead },
  output_tokens: output,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: input + cacheRead + output,
})

const part = (text: string) => ({ type: 'output_text', text, annotations: [], logprobs: [] })
const item = (status: string, content: unknown[]) => ({ id: ITEM, type: 'message', role: 'assistant', status, content })

const functionCall = ({ id, name }: Call, status: string, args: string) => ({
  id: `fc_${id}`,
  type: 'function_call',
  status,
  call_id: `call_${id}`,
  name,
  arguments: args,
})

const wholeCalls = ({ calls }: Exchange) =>
  calls.map((call) => functionCall(call, 'completed', JSON.stringify(call.input)))

/** Items of an answer are numbered; the message is the first. */
function callEvents(exchange: Exchange, call: Call, index: number): WireEvent[] {
  const where = { item_id: `fc_${call.id}`, output_index: index + 1 }
  const args = JSON.stringify(call.input)
  return [
    event(exchange, 'response.output_item.added', {
      output_index: index + 1,
      item: functionCall(call, 'in_progress', ''),
    }),
    ...argumentPieces(call).map((delta) =>
      event(exchange, 'response.function_call_arguments.delta', { ...where, delta }),
    ),
    event(exchange, 'response.function_call_arguments.done', { ...where, name: call.name, arguments: args }),
    event(exchange, 'response.output_item.done', {
      output_index: index + 1,
      item: functionCall(call, 'completed', args),
    }),
  ]
}

const response = (model: string, status: string, output: unknown[], usage: unknown) => ({
  id: 'resp_scripted',
  object: 'response',
  created_at: 1_767_225_600,
  status,
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: {},
  model,
  output,
  parallel_tool_calls: true,
  temperature: 1,
  tool_choice: 'auto',
  tools: [],
  top_p: 1,
  usage,
})

const outputOf = (exchange: Exchange, text: string) => [item('completed', [part(text)]), ...wholeCalls(exchange)]

/** How many events each exchange has sent. */
const sent = new WeakMap<Exchange, number>()

function event(exchange: Exchange, name: string, data: object): WireEvent {
  const sequence = sent.get(exchange) ?? 0
  sent.set(exchange, sequence + 1)
  return { name, data: { type: name, sequence_number: sequence, ...data } }
}

export const openaiResponses: WireFormat = {
  whole: (exchange, text) => response(exchange.model, 'completed', outputOf(exchange, text), tokens(exchange.usage)),

  opening: (exchange) => [
    event(exchange, 'response.created', { response: response(exchange.model, 'in_progress', [], null) }),
    event(exchange, 'response.in_progress', { response: response(exchange.model, 'in_progress', [], null) }),
    event(exchange, 'response.output_item.added', { output_index: 0, item: item('in_progress', []) }),
    event(exchange, 'response.content_part.added', { ...place, part: part('') }),
  ],

  delta: (exchange, piece) => event(exchange, 'response.output_text.delta', { ...place, delta: piece, logprobs: [] }),

  closing: (exchange, text) => {
    const output = outputOf(exchange, text)
    return [
      event(exchange, 'response.output_text.done', { ...place, text, logprobs: [] }),
      event(exchange, 'response.content_part.done', { ...place, part: part(text) }),
      event(exchange, 'response.output_item.done', { output_index: 0, item: output[0] }),
      ...exchange.calls.flatMap((call, index) => callEvents(exchange, call, index)),
      event(exchange, 'response.completed', {
        response: response(exchange.model, 'completed', output, tokens(exchange.usage)),
      }),
    ]
  },

  failure: openaiFailure,
  models: openaiModels,
  model: openaiModel,
}
