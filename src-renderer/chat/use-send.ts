// Sends a message, and starts the session with the first one. What is on its way is kept until the log has it: a failure
// loses no words, and trying again with the same keys makes no second turn (C10).
import { useState } from 'react'
import type { FailureBody } from '#contract/failure'
import { failureOf, hostClient } from '../host-client/index.ts'

export type Outgoing = {
  readonly text: string
  /** Null until the session is started. */
  readonly sessionId: string | null
  readonly organizationId: string
  readonly startKey: string
  readonly sendKey: string
  /** How many turns the conversation had before it. */
  readonly after: number
  readonly failure: FailureBody | null
}

type Sending = {
  outgoing: Outgoing | null
  send: (text: string, after: number) => void
  retry: () => void
}

type Where = { organizationId: string; sessionId: string | null; onStarted: (sessionId: string) => void }

export function useSend({ organizationId, sessionId, onStarted }: Where): Sending {
  const [outgoing, setOutgoing] = useState<Outgoing | null>(null)

  const deliver = async (message: Outgoing): Promise<void> => {
    setOutgoing(message)
    let to = message.sessionId
    try {
      if (to === null) {
        to = await start(message)
        setOutgoing({ ...message, sessionId: to })
        onStarted(to)
      }
      await post(message, to)
    } catch (error) {
      setOutgoing({ ...message, sessionId: to, failure: failureOf(error) })
    }
  }

  const send = (text: string, after: number) => {
    const keys = { startKey: crypto.randomUUID(), sendKey: crypto.randomUUID() }
    void deliver({ text, organizationId, sessionId, after, ...keys, failure: null })
  }
  const here = outgoing?.sessionId === sessionId && outgoing.organizationId === organizationId
  return {
    outgoing: here ? outgoing : null,
    send,
    retry: () => outgoing && void deliver({ ...outgoing, failure: null }),
  }
}

async function start({ organizationId, startKey }: Outgoing): Promise<string> {
  const session = await hostClient.chat.start.mutate({ organizationId, session: { idempotencyKey: startKey } })
  return session.id
}

async function post({ organizationId, text, sendKey }: Outgoing, sessionId: string): Promise<void> {
  await hostClient.chat.send.mutate({ organizationId, sessionId, message: { text, idempotencyKey: sendKey } })
}
