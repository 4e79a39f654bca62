// One conversation, read from the top and followed at its end.
import { ArrowDown } from 'lucide-react'
import { useEffect, useEffectEvent, useRef } from 'react'
import { announce, Button, ErrorNotice } from '../ui/index.ts'
import type { Conversation } from './conversation.ts'
import type { Followed } from './follow-conversation.ts'
import { Prompt, TurnView, Working } from './turn-view.tsx'
import { useFollowEnd } from './use-follow-end.ts'
import type { Outgoing } from './use-send.ts'

type ConversationViewProps = {
  followed: Followed
  outgoing: Outgoing | null
  onAskAgain: (text: string) => void
  onRetry: () => void
}

export function ConversationView({ followed, outgoing, onAskAgain, onRetry }: ConversationViewProps) {
  const { conversation, trouble } = followed
  const { viewport, content, away, unseen, toEnd } = useFollowEnd(conversation)
  useTurnAnnouncements(conversation)
  // One's own message is always shown, wherever one had scrolled to.
  const sentKey = outgoing?.sendKey
  const showEnd = useEffectEvent(toEnd)
  useEffect(() => {
    if (sentKey) showEnd()
  }, [sentKey])
  const last = conversation.turns.at(-1)
  return (
    <div className="relative min-h-0 flex-1">
      <section
        ref={viewport}
        aria-label="Conversation"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="h-full overflow-y-auto -outline-offset-2"
      >
        <div ref={content} className="mx-auto flex max-w-3xl flex-col gap-8 px-6 pt-6 pb-8 text-base">
          {conversation.turns.map((turn, index) => (
            <TurnView
              key={turn.id}
              turn={turn}
              number={index + 1}
              onAskAgain={turn === last ? () => onAskAgain(turn.prompt) : null}
            />
          ))}
          {outgoing && <OutgoingView outgoing={outgoing} number={conversation.turns.length + 1} onRetry={onRetry} />}
          {trouble && (
            <ErrorNotice failure={trouble.failure}>
              {trouble.retrying && <p className="mt-0.5 text-ink-soft">Trying again…</p>}
            </ErrorNotice>
          )}
        </div>
      </section>
      {away && (
        <Button
          size="sm"
          onClick={toEnd}
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-popup"
        >
          <ArrowDown aria-hidden />
          {unseen === 0 ? 'To the end' : unseen === 1 ? '1 new answer' : `${unseen} new answers`}
        </Button>
      )}
    </div>
  )
}

type OutgoingViewProps = { outgoing: Outgoing; number: number; onRetry: () => void }

/** A message that the log does not have yet. */
function OutgoingView({ outgoing: { text, failure }, number, onRetry }: OutgoingViewProps) {
  return (
    <article className="flex flex-col gap-4">
      <Prompt text={text} number={number} />
      {failure ? <ErrorNotice failure={failure} onRetry={onRetry} /> : <Working />}
    </article>
  )
}

/** Only what happens while the conversation is watched is said; what is replayed when it opens is not. */
function useTurnAnnouncements({ turns }: Conversation): void {
  const last = turns.at(-1)
  const before = useRef<string | null>(null)
  const running = last?.outcome.state === 'running'
  const state = last?.outcome.state
  useEffect(() => {
    if (!last) return
    if (running && before.current !== last.id) announce('Answering')
    if (!running && before.current === last.id) announce(WORDS[state ?? 'completed'])
    before.current = running ? last.id : null
  }, [last, running, state])
}

const WORDS = {
  running: 'Answering',
  completed: 'Answer complete',
  failed: 'The answer failed',
  cancelled: 'Answer stopped',
  interrupted: 'The answer was interrupted',
}
