// The conversation of one session, live.
import { useEffect, useState } from 'react'
import { failureOf, hostClient } from '../host-client/index.ts'
import { type Followed, followConversation, NOTHING_FOLLOWED, type Subscribe } from './follow-conversation.ts'

/** Without a session there is nothing to follow. */
export function useConversation(organizationId: string, sessionId: string | null): Followed {
  const [followed, setFollowed] = useState(NOTHING_FOLLOWED)
  useEffect(() => {
    setFollowed(NOTHING_FOLLOWED)
    if (sessionId === null) return
    return followConversation(eventsOf(organizationId, sessionId), setFollowed)
  }, [organizationId, sessionId])
  return followed
}

function eventsOf(organizationId: string, sessionId: string): Subscribe {
  return (cursor, { onEvent, onStarted, onFailure }) => {
    const subscription = hostClient.chat.events.subscribe(
      { organizationId, sessionId, lastEventId: cursor },
      { onStarted, onData: ({ data }) => onEvent(data), onError: (error) => onFailure(failureOf(error)) },
    )
    return () => subscription.unsubscribe()
  }
}
