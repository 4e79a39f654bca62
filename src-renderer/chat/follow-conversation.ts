// Follows a session's events and keeps the fold of them: in batches, from the cursor again after a gap or an outage.
import type { ChatEvent } from '#contract/chat'
import type { FailureBody, FailureCode } from '#contract/failure'
import { type Conversation, EMPTY_CONVERSATION, fold } from './conversation.ts'

/** Deltas of one batch are shown together: often enough to look like speech, seldom enough to leave time for typing. */
const BATCH_MS = 33
/** An outage of the control plane passes or does not; a person sees either within this. */
const RETRY_MS = 2_000

/** These pass; after any other failure the session is not followed any more. */
const PASSING: readonly FailureCode[] = ['control-plane-unreachable', 'unavailable', 'timeout', 'internal']

export type Followed = {
  readonly conversation: Conversation
  /** Why nothing new comes, if so; `retrying` while it is tried again. */
  readonly trouble: { failure: FailureBody; retrying: boolean } | null
}

export const NOTHING_FOLLOWED: Followed = { conversation: EMPTY_CONVERSATION, trouble: null }

type Listener = {
  onEvent: (event: ChatEvent) => void
  onStarted: () => void
  onFailure: (failure: FailureBody) => void
}

/** Begins after `cursor`; returns how to stop. */
export type Subscribe = (cursor: number, listener: Listener) => () => void

export function followConversation(subscribe: Subscribe, onChange: (followed: Followed) => void): () => void {
  let followed = NOTHING_FOLLOWED
  let waiting: ChatEvent[] = []
  let batch: ReturnType<typeof setTimeout> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let unsubscribe = () => {}

  const become = (change: Partial<Followed>): void => {
    followed = { ...followed, ...change }
    onChange(followed)
  }
  const flush = (): void => {
    batch = undefined
    const { outcome, conversation } = fold(followed.conversation, waiting)
    waiting = []
    if (outcome !== 'repeated') become({ conversation })
    if (outcome === 'gap') start()
  }
  const onEvent = (event: ChatEvent): void => {
    waiting.push(event)
    batch ??= setTimeout(flush, BATCH_MS)
  }
  const onFailure = (failure: FailureBody): void => {
    const retrying = PASSING.includes(failure.code)
    become({ trouble: { failure, retrying } })
    if (retrying) retry = setTimeout(start, RETRY_MS)
  }
  const onStarted = (): void => {
    if (followed.trouble) become({ trouble: null })
  }
  const stop = (): void => {
    clearTimeout(batch)
    clearTimeout(retry)
    batch = undefined
    waiting = []
    unsubscribe()
  }
  const start = (): void => {
    stop()
    unsubscribe = subscribe(followed.conversation.lastSequence, { onEvent, onStarted, onFailure })
  }

  start()
  return stop
}
