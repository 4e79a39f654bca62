// The chat sessions of an organization, newest first, and what can be done with them.
import { type UseMutationResult, useMutation, useQuery } from '@tanstack/react-query'
import type { ChatSession } from '#contract/chat'
import type { FailureBody } from '#contract/failure'
import { failureOf, host, hostClient, queryClient } from '../host-client/index.ts'

type Sessions =
  | { state: 'loading' }
  | { state: 'known'; sessions: ChatSession[] }
  | { state: 'failed'; failure: FailureBody }

export function useSessions(organizationId: string): Sessions {
  const { data, error } = useQuery({ ...host.chat.list.queryOptions({ organizationId }), select: newestFirst })
  if (data) return { state: 'known', sessions: data }
  return error ? { state: 'failed', failure: failureOf(error) } : { state: 'loading' }
}

const newestFirst = (sessions: ChatSession[]) => sessions.toSorted((one, other) => other.updatedAt - one.updatedAt)

/** Titles and times change with each turn. */
export function refreshSessions(organizationId: string): void {
  void queryClient.invalidateQueries({ queryKey: host.chat.list.queryKey({ organizationId }) })
}

export function useDeleteSession(organizationId: string): UseMutationResult<null, Error, string> {
  return useMutation({
    mutationFn: (sessionId) => hostClient.chat.delete.mutate({ organizationId, sessionId }),
    onSuccess: () => refreshSessions(organizationId),
  })
}

export function titleOf({ title }: Pick<ChatSession, 'title'>): string {
  return title || 'Untitled chat'
}
