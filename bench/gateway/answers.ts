// What is asked and answered in the benchmark: a chat completion of a usual size, in one piece or as a stream of 200 events.

/** A conversation of a few turns; coding tools send more, greetings less. Characters. */
const PROMPT_LENGTH = 4_000
const EVENTS = 200
const MODEL = 'gpt-bench'
const USAGE = { prompt_tokens: 1_000, completion_tokens: EVENTS, total_tokens: 1_000 + EVENTS }
const head = { id: 'chatcmpl-bench', created: 1_767_225_600, model: MODEL }

export type Shape = 'json' | 'sse'

export const REQUEST_BODIES: Record<Shape, string> = { json: requestBody(false), sse: requestBody(true) }

function requestBody(stream: boolean): string {
  const messages = [{ role: 'user', content: 'word '.repeat(PROMPT_LENGTH / 5) }]
  return JSON.stringify({ model: MODEL, messages, stream, ...(stream && { stream_options: { include_usage: true } }) })
}

export const WHOLE_ANSWER = JSON.stringify({
  ...head,
  object: 'chat.completion',
  choices: [
    { index: 0, message: { role: 'assistant', content: 'word '.repeat(EVENTS), refusal: null }, finish_reason: 'stop' },
  ],
  usage: USAGE,
})

/** Each is written by itself. */
export const EVENT_ANSWER: readonly string[] = [
  ...Array.from({ length: EVENTS }, () =>
    chunk([{ index: 0, delta: { content: 'word ' }, finish_reason: null }], null),
  ),
  chunk([{ index: 0, delta: {}, finish_reason: 'stop' }], null),
  chunk([], USAGE),
  'data: [DONE]\n\n',
]

function chunk(choices: unknown[], usage: unknown): string {
  return `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices, usage })}\n\n`
}
