// The chats of the organization, newest first.
import { Link } from '@tanstack/react-router'
import { SquarePen, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ChatSession } from '#contract/chat'
import { failureOf } from '../host-client/index.ts'
import { AlertDialog, buttonClass, cn, ErrorNotice, IconButton, RelativeTime, SkeletonRows } from '../ui/index.ts'
import { titleOf, useDeleteSession, useSessions } from './use-sessions.ts'

type SessionListProps = { organizationId: string; activeId: string | null; onDeleted: (sessionId: string) => void }

export function SessionList({ organizationId, activeId, onDeleted }: SessionListProps) {
  const list = useSessions(organizationId)
  const [deleting, setDeleting] = useState<ChatSession | null>(null)
  return (
    <nav aria-label="Chats" className="flex w-64 shrink-0 flex-col border-r border-line bg-sunken">
      <div className="p-2">
        <Link to="/chat" activeOptions={{ exact: true }} className={cn(buttonClass(), 'w-full justify-start')}>
          <SquarePen aria-hidden />
          New chat
        </Link>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {list.state === 'failed' && <ErrorNotice failure={list.failure} />}
        {list.state === 'loading' && <SkeletonRows label="Loading the chats" />}
        {list.state === 'known' && (
          <ul className="flex flex-col gap-px">
            {list.sessions.map((session) => (
              <SessionItem
                key={session.id}
                session={session}
                active={session.id === activeId}
                onDelete={() => setDeleting(session)}
              />
            ))}
          </ul>
        )}
      </div>
      <DeleteDialog
        organizationId={organizationId}
        session={deleting}
        onClose={() => setDeleting(null)}
        onDeleted={onDeleted}
      />
    </nav>
  )
}

type SessionItemProps = { session: ChatSession; active: boolean; onDelete: () => void }

function SessionItem({ session, active, onDelete }: SessionItemProps) {
  const title = titleOf(session)
  return (
    <li
      className={cn(
        'group relative flex items-center rounded-md hover:bg-hover',
        active && 'bg-selected hover:bg-selected',
      )}
    >
      <Link
        to="/chat/$sessionId"
        params={{ sessionId: session.id }}
        className="flex min-w-0 flex-1 flex-col rounded-md py-1.5 pr-9 pl-2.5 -outline-offset-2"
      >
        <span className={cn('truncate', active && 'font-medium')}>{title}</span>
        <span className="text-xs text-ink-soft">
          <RelativeTime at={Math.min(session.updatedAt, Date.now())} />
        </span>
      </Link>
      <IconButton
        label={`Delete chat “${title}”`}
        size="sm"
        icon={<Trash2 />}
        onClick={onDelete}
        className="absolute right-1 opacity-0 focus-visible:opacity-100 group-hover:opacity-100"
      />
    </li>
  )
}

type DeleteDialogProps = {
  organizationId: string
  session: ChatSession | null
  onClose: () => void
  onDeleted: (sessionId: string) => void
}

function DeleteDialog({ organizationId, session, onClose, onDeleted }: DeleteDialogProps) {
  const deletion = useDeleteSession(organizationId)
  const close = () => {
    deletion.reset()
    onClose()
  }
  const confirm = async (sessionId: string) => {
    await deletion.mutateAsync(sessionId)
    close()
    onDeleted(sessionId)
  }
  return (
    <AlertDialog
      open={session !== null}
      onOpenChange={(open) => !open && close()}
      title={session && `Delete “${titleOf(session)}”?`}
      description="What was said in it is deleted for good."
      confirm="Delete chat"
      busy={deletion.isPending}
      failure={deletion.error ? failureOf(deletion.error) : undefined}
      onConfirm={() => session && void confirm(session.id).catch(() => undefined)}
    />
  )
}
