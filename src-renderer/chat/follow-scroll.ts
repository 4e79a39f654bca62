// Whether a conversation follows its end. Scrolling up always wins; coming back to the end follows again (U14).
import type { Conversation } from './conversation.ts'

/** Pixels; `top` is how far the view is scrolled in a content of `height`, of which `viewport` is seen. */
export type ScrollPosition = { readonly top: number; readonly height: number; readonly viewport: number }

/** So near to the end that a person means the end. */
const NEAR_END_PX = 24

export function followsEnd(following: boolean, before: ScrollPosition, after: ScrollPosition): boolean {
  const scrolledUp = after.top < before.top && after.height >= before.height && after.viewport <= before.viewport
  if (scrolledUp) return false
  return after.height - after.viewport - after.top <= NEAR_END_PX || following
}

/** What had been said when the person scrolled away. */
export type Mark = { readonly turns: number; readonly lastAnswerLength: number }

export function markOf({ turns }: Conversation): Mark {
  return { turns: turns.length, lastAnswerLength: turns.at(-1)?.answer.length ?? 0 }
}

/** How many answers have come or grown since. */
export function newSince({ turns, lastAnswerLength }: Mark, conversation: Conversation): number {
  const grown = (conversation.turns[turns - 1]?.answer.length ?? 0) > lastAnswerLength ? 1 : 0
  return conversation.turns.length - turns + grown
}
