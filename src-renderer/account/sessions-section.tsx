// Where the person is signed in; each can be signed out, and all others at once.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { LogOut, MonitorSmartphone } from 'lucide-react'
import { useState } from 'react'
import type { SignedInSession } from '#contract/identity'
import { type Command, useCommands } from '../commands/index.ts'
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import { AlertDialog, Badge, Button, ErrorNotice, RelativeTime, Section, SkeletonRows, toast } from '../ui/index.ts'
import { clientWords } from './client-words.ts'
import { useRevokeOtherSessions, useRevokeSession, useSessions } from './use-sessions.ts'

export function SessionsSection() {
  const sessions = useSessions()
  const [endingOthers, setEndingOthers] = useEndingOthers()
  const others = sessions.data?.filter(({ current }) => !current).length ?? 0
  return (
    <Section
      title="Sessions"
      description="Where you are signed in. What is signed out loses its connections at once."
      actions={others > 0 && <Button onClick={() => setEndingOthers(true)}>Sign out all others…</Button>}
    >
      {sessions.isPending && <SkeletonRows label="Loading the sessions" />}
      {sessions.error && <ErrorNotice failure={failureOf(sessions.error)} onRetry={() => void sessions.refetch()} />}
      {sessions.data && (
        <ul aria-label="Sessions" className="divide-y divide-line rounded-lg border border-line">
          {sessions.data.map((session) => (
            <Session key={session.id} session={session} />
          ))}
        </ul>
      )}
      <EndOthersDialog open={endingOthers} onOpenChange={setEndingOthers} others={others} />
    </Section>
  )
}

/** The question is open while the address says so, for the palette. */
function useEndingOthers() {
  const navigate = useNavigate()
  const { signOutOthers = false } = useSearch({ from: '/settings/signed-in/account' })
  const setEnding = (open: boolean) =>
    void navigate({ to: '/settings/account', search: open ? { signOutOthers: true } : {}, replace: true })
  return [signOutOthers, setEnding] as const
}

function Session({ session }: { session: SignedInSession }) {
  const { current, createdAt, expiresAt, from, userAgent } = session
  const [asked, setAsked] = useState(false)
  const words = current && userAgent === null ? 'This Mooring' : clientWords(userAgent)
  const ask: Command = {
    id: `session.end.${session.id}`,
    group: 'Account',
    title: `Sign out ${words}…`,
    icon: LogOut,
    run: () => setAsked(true),
  }
  useCommands(current ? [] : [ask])
  return (
    <li className="flex min-h-12 items-center gap-3 py-2 pr-2 pl-4">
      <MonitorSmartphone aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="min-w-0 truncate font-medium" title={userAgent ?? undefined}>
            {words}
          </span>
          {current && <Badge tone="accent">this one</Badge>}
        </p>
        <p className="text-xs text-ink-soft">
          Signed in <RelativeTime at={createdAt} />
          {from && ` from ${from}`}, ends <RelativeTime at={expiresAt} />
        </p>
      </div>
      {!current && (
        <Button size="sm" aria-label={`Sign out ${words}`} onClick={ask.run}>
          <LogOut aria-hidden />
          Sign out
        </Button>
      )}
      <EndDialog session={session} words={words} open={asked} onOpenChange={setAsked} />
    </li>
  )
}

type EndDialogProps = {
  session: SignedInSession
  words: string
  open: boolean
  onOpenChange: (open: boolean) => void
}

function EndDialog({ session, words, open, onOpenChange }: EndDialogProps) {
  const revoke = useRevokeSession()
  const oneAtATime = useSingleFlight()
  const confirm = () => {
    const onSuccess = () => {
      toast.success(`${words} is signed out.`)
      onOpenChange(false)
    }
    oneAtATime((done) => revoke.mutate({ id: session.id }, { onSuccess, onSettled: done }))
  }
  return (
    <AlertDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Sign out ${words}?`}
      description="It loses its connections at once, and needs you to sign in again."
      confirm="Sign out"
      onConfirm={confirm}
      busy={revoke.isPending}
      failure={revoke.error ? failureOf(revoke.error) : undefined}
    />
  )
}

type EndOthersDialogProps = { open: boolean; onOpenChange: (open: boolean) => void; others: number }

function EndOthersDialog({ open, onOpenChange, others }: EndOthersDialogProps) {
  const revoke = useRevokeOtherSessions()
  const oneAtATime = useSingleFlight()
  const confirm = () => {
    const onSuccess = () => {
      toast.success('You are signed in here only.')
      onOpenChange(false)
    }
    oneAtATime((done) => revoke.mutate(undefined, { onSuccess, onSettled: done }))
  }
  return (
    <AlertDialog
      open={open}
      onOpenChange={onOpenChange}
      title={OTHERS[others] ?? `Sign out ${others} other sessions?`}
      description={
        others === 0
          ? 'This session is the only one.'
          : 'They lose their connections at once. This one stays. Your API keys are not touched.'
      }
      confirm="Sign out all others"
      onConfirm={confirm}
      notYet={others === 0}
      busy={revoke.isPending}
      failure={revoke.error ? failureOf(revoke.error) : undefined}
    />
  )
}

const OTHERS = ['You are signed in nowhere else', 'Sign out the other session?']
