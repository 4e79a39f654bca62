// What a person sees of a chat is a fold over its events. Offsets make repeats harmless; a gap is told, never papered over.
import type { ChatEvent } from '#contract/chat'
import type { FailureBody } from '#contract/failure'

export type TurnOutcome =
  | { state: 'running' }
  | { state: 'completed'; inputTokens: number; outputTokens: number }
  | { state: 'failed'; failure: FailureBody }
  /** With the reason when nobody stopped it. */
  | { state: 'cancelled'; reason?: string | undefined }
  | { state: 'interrupted' }

export type Turn = {
  readonly id: string
  readonly prompt: string
  readonly model: string | null
  readonly startedAt: number
  readonly answer: string
  readonly outcome: TurnOutcome
}

export type Conversation = { readonly lastSequence: number; readonly turns: readonly Turn[] }

export const EMPTY_CONVERSATION: Conversation = { lastSequence: 0, turns: [] }

export type FoldResult =
  | { outcome: 'folded'; conversation: Conversation }
  | { outcome: 'repeated'; conversation: Conversation }
  /** Something between was lost: follow again from `conversation.lastSequence`. */
  | { outcome: 'gap'; conversation: Conversation }

/** Folds a batch, so that a burst of deltas copies the list of turns once. Stops before the first gap. */
export function fold(conversation: Conversation, events: readonly ChatEvent[]): FoldResult {
  const turns = [...conversation.turns]
  let lastSequence = conversation.lastSequence
  for (const event of events) {
    if (event.sequence <= lastSequence) continue
    if (event.sequence > lastSequence + 1) return { outcome: 'gap', conversation: { lastSequence, turns } }
    lastSequence = event.sequence
    apply(turns, event)
  }
  if (lastSequence === conversation.lastSequence) return { outcome: 'repeated', conversation }
  return { outcome: 'folded', conversation: { lastSequence, turns } }
}

function apply(turns: Turn[], event: ChatEvent): void {
  if (event.type === 'turn-started') {
    turns.push(startTurn(event))
    return
  }
  const index = turns.findLastIndex((turn) => turn.id === event.turnId)
  const turn = turns[index]
  if (turn === undefined || turn.outcome.state !== 'running') return
  turns[index] =
    event.type === 'text-delta' ? { ...turn, answer: turn.answer + event.text } : { ...turn, outcome: outcomeOf(event) }
}

function startTurn(event: Extract<ChatEvent, { type: 'turn-started' }>): Turn {
  const { turnId: id, text: prompt, model, at: startedAt } = event
  return { id, prompt, model, startedAt, answer: '', outcome: { state: 'running' } }
}

function outcomeOf(event: Exclude<ChatEvent, { type: 'turn-started' | 'text-delta' }>): TurnOutcome {
  switch (event.type) {
    case 'turn-completed':
      return { state: 'completed', inputTokens: event.inputTokens, outputTokens: event.outputTokens }
    case 'turn-failed':
      return { state: 'failed', failure: event.failure }
    case 'turn-cancelled':
      return { state: 'cancelled', reason: event.failure?.message }
    case 'turn-interrupted':
      return { state: 'interrupted' }
    default:
      return event satisfies never
  }
}

export function isRunning(conversation: Conversation): boolean {
  return conversation.turns.at(-1)?.outcome.state === 'running'
}
