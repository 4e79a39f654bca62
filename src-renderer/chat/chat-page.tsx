// Chat with the organization's default agent: the chats at the left, the conversation and its composer beside them.
import { useMutation } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { MessageSquareText, SquarePen } from 'lucide-react'
import { type KeyboardEvent, useEffect } from 'react'
import { useCommands } from '../commands/index.ts'
import { hostClient } from '../host-client/index.ts'
import { useOrganization } from '../organization/index.ts'
import { EmptyState } from '../ui/index.ts'
import { Composer } from './composer.tsx'
import { isRunning } from './conversation.ts'
import { ConversationView } from './conversation-view.tsx'
import { SessionList } from './session-list.tsx'
import { useConversation } from './use-conversation.ts'
import { useSend } from './use-send.ts'
import { refreshSessions } from './use-sessions.ts'

export function ChatPage() {
  const organization = useOrganization()
  const { sessionId = null } = useParams({ strict: false })
  const navigate = useNavigate()
  const show = (id: string) => void navigate({ to: '/chat/$sessionId', params: { sessionId: id } })
  const leave = (deleted: string) => {
    if (deleted === sessionId) void navigate({ to: '/chat' })
  }
  useCommands([
    { id: 'chat.new', title: 'New chat', group: 'Chat', icon: SquarePen, run: () => void navigate({ to: '/chat' }) },
  ])
  return (
    <div className="flex h-full min-h-0">
      <h1 className="sr-only">Chat</h1>
      <SessionList organizationId={organization.id} activeId={sessionId} onDeleted={leave} />
      <Chat
        organizationId={organization.id}
        organizationName={organization.name}
        sessionId={sessionId}
        onStarted={show}
      />
    </div>
  )
}

type ChatProps = {
  organizationId: string
  organizationName: string
  sessionId: string | null
  onStarted: (sessionId: string) => void
}

function Chat({ organizationId, organizationName, sessionId, onStarted }: ChatProps) {
  const followed = useConversation(organizationId, sessionId)
  const { conversation } = followed
  const { outgoing, send, retry } = useSend({ organizationId, sessionId, onStarted })
  const stop = useMutation({
    mutationFn: (id: string) => hostClient.chat.stop.mutate({ organizationId, sessionId: id }),
  })
  const arrived = outgoing !== null && conversation.turns.length > outgoing.after
  const running = isRunning(conversation)
  useRefreshedSessions(organizationId, running, conversation.turns.length)

  const stopNow = () => sessionId !== null && stop.mutate(sessionId)
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && running) stopNow()
  }
  const empty = sessionId === null && outgoing === null
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc stops from anywhere in the chat; the Stop button does the same
    <div className="flex min-w-0 flex-1 flex-col" onKeyDown={key}>
      {empty ? (
        <EmptyState
          icon={<MessageSquareText />}
          title="A new chat"
          sentence={`Ask the default agent of ${organizationName}.`}
        />
      ) : (
        <ConversationView
          key={`conversation ${sessionId}`}
          followed={followed}
          outgoing={arrived ? null : outgoing}
          onAskAgain={(text) => send(text, conversation.turns.length)}
          onRetry={retry}
        />
      )}
      <Composer
        key={`composer ${sessionId}`}
        running={running || (outgoing !== null && !arrived && outgoing.failure === null)}
        stopping={stop.isPending}
        onSend={(text) => send(text, conversation.turns.length)}
        onStop={stopNow}
      />
    </div>
  )
}

/** A turn that starts or ends changes the order and the titles of the list. */
function useRefreshedSessions(organizationId: string, running: boolean, turns: number): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are the changes that matter
  useEffect(() => refreshSessions(organizationId), [organizationId, running, turns])
}
