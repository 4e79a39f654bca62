// Reads which tools a model called and why it stopped, from a whole answer or from one event of a stream, in any of the wire formats. Pure.
import { z } from 'zod'

/** What one piece of an answer says; a name may come again in a later piece. */
export type ModelTurn = { readonly tools: readonly string[]; readonly stopReason: string | null }

const text = z.string().nullish().catch(undefined)

/** Anthropic's blocks: `tool_use`, `server_tool_use`, `mcp_tool_use`. */
const Block = z.object({ type: text, name: text })
const blocks = z
  .array(Block.catch({ type: undefined, name: undefined }))
  .optional()
  .catch(undefined)

const Call = z.object({ function: z.object({ name: text }).optional().catch(undefined) })
const Said = z.object({
  tool_calls: z
    .array(Call.catch({ function: undefined }))
    .nullish()
    .catch(undefined),
})
const Choice = z.object({
  finish_reason: text,
  message: Said.optional().catch(undefined),
  delta: Said.optional().catch(undefined),
})

const Response = z.object({
  status: text,
  incomplete_details: z.object({ reason: text }).nullish().catch(undefined),
  output: blocks,
})

const Answer = z.object({
  // Anthropic: a whole message, and the events `content_block_start` and `message_delta`.
  stop_reason: text,
  content: blocks,
  content_block: Block.optional().catch(undefined),
  delta: z.object({ stop_reason: text }).optional().catch(undefined),
  // OpenAI's chat completions.
  choices: z
    .array(Choice.catch({ finish_reason: undefined }))
    .optional()
    .catch(undefined),
  // OpenAI's responses: a whole one, and the events `response.completed` and `response.output_item.done`.
  ...Response.shape,
  response: Response.optional().catch(undefined),
  item: Block.optional().catch(undefined),
})
type Answer = z.infer<typeof Answer>

export function readModelTurn(answer: unknown): ModelTurn {
  const { data } = Answer.safeParse(answer)
  return data === undefined ? { tools: [], stopReason: null } : { tools: toolsOf(data), stopReason: stopReasonOf(data) }
}

function toolsOf({ content = [], content_block, choices = [], output = [], response, item }: Answer): string[] {
  const items = [...content, content_block, ...output, ...(response?.output ?? []), item]
  const called = choices.flatMap(({ message, delta }) => [...(message?.tool_calls ?? []), ...(delta?.tool_calls ?? [])])
  return [...items.map(toolOf), ...called.map((call) => call.function?.name)].flatMap((name) => name ?? [])
}

/** `tool_use` and `function_call` name their tool; others, as `web_search_call`, are one. */
function toolOf(block: z.infer<typeof Block> | undefined): string | null | undefined {
  const type = block?.type ?? ''
  if (type.endsWith('tool_use')) return block?.name
  if (type.endsWith('_call')) return block?.name ?? type.slice(0, -'_call'.length)
  return undefined
}

function stopReasonOf({ stop_reason, delta, choices = [], response, ...whole }: Answer): string | null {
  const finish = choices.find(({ finish_reason }) => finish_reason != null)?.finish_reason
  return stop_reason ?? delta?.stop_reason ?? finish ?? endOf(response) ?? endOf(whole) ?? null
}

/** A response under way has a status too, and has not stopped. */
function endOf(response: z.infer<typeof Response> | undefined): string | null | undefined {
  if (response?.status == null || response.status === 'in_progress' || response.status === 'queued') return undefined
  return response.incomplete_details?.reason ?? response.status
}
