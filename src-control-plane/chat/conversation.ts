// What the model is told of a session so far: its log folded into messages. Pure.
import type { ChatEvent } from '#contract/chat'

export type Message = { role: 'user' | 'assistant'; content: string }

/** Characters of earlier turns that are sent along, newest first: about 100,000 tokens, which every current model takes. */
const MAX_CHARACTERS = 400_000

type Exchange = { question: string; answer: string }

/** A turn that was never answered is left out: whoever asked again would otherwise have asked twice. */
export function conversationOf(events: Iterable<ChatEvent>, question: string): Message[] {
  const kept: Exchange[] = []
  let left = MAX_CHARACTERS - question.length
  for (const exchange of exchangesOf(events).reverse()) {
    left -= exchange.question.length + exchange.answer.length
    if (left < 0) break
    if (exchange.answer !== '') kept.unshift(exchange)
  }
  const earlier = kept.flatMap((exchange): Message[] => [
    { role: 'user', content: exchange.question },
    { role: 'assistant', content: exchange.answer },
  ])
  return [...earlier, { role: 'user', content: question }]
}

function exchangesOf(events: Iterable<ChatEvent>): Exchange[] {
  const exchanges = new Map<string, Exchange>()
  for (const event of events) {
    if (event.type === 'turn-started') exchanges.set(event.turnId, { question: event.text, answer: '' })
    const exchange = exchanges.get(event.turnId)
    if (event.type === 'text-delta' && exchange !== undefined) exchange.answer += event.text
  }
  return [...exchanges.values()]
}
