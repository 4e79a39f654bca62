// Where the person is signed in on the control plane in use.
import { useMutation, useQuery } from '@tanstack/react-query'
import { host, queryClient } from '../host-client/index.ts'

/** This one first, then the newest. */
export function useSessions() {
  return useQuery({
    ...host.sessions.list.queryOptions(),
    select: (sessions) =>
      sessions.toSorted((one, other) => Number(other.current) - Number(one.current) || other.createdAt - one.createdAt),
  })
}

const readListAgain = () => queryClient.invalidateQueries({ queryKey: host.sessions.list.queryKey() })

/** Settles after the list has been read again. */
export function useRevokeSession() {
  return useMutation({ ...host.sessions.revoke.mutationOptions(), onSuccess: readListAgain })
}

export function useRevokeOtherSessions() {
  return useMutation({ ...host.sessions.revokeOthers.mutationOptions(), onSuccess: readListAgain })
}
