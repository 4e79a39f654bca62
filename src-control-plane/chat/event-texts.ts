// Server-sent events of a session: the id of each is its sequence, so that a reconnect resumes there.
import type { ChatEvent } from '#contract/chat'
import { KEEP_ALIVE } from '../http/index.ts'

/** The text of each batch; an empty one says that all is well. */
export async function* eventTexts(batches: AsyncGenerator<ChatEvent[]>): AsyncGenerator<string> {
  for await (const events of batches) yield events.length === 0 ? KEEP_ALIVE : events.map(textOf).join('')
}

function textOf(event: ChatEvent): string {
  return `id: ${event.sequence}\ndata: ${JSON.stringify(event)}\n\n`
}
