// The invitations of an organization for its admins, and what whoever holds a link can do with it.
import { useMutation, useQuery } from '@tanstack/react-query'
import { host, queryClient } from '../host-client/index.ts'

export function useInvitations(organizationId: string) {
  return useQuery(host.invitations.list.queryOptions({ organizationId }))
}

const readListAgain = () => queryClient.invalidateQueries({ queryKey: host.invitations.list.queryKey() })

/** The answer holds the link, so it is dropped from the cache as soon as nobody shows it: call `reset` when it was seen. */
export function useInvite() {
  return useMutation({ ...host.invitations.create.mutationOptions(), gcTime: 0, onSuccess: () => void readListAgain() })
}

/** Settles after the list has been read again. */
export function useWithdraw() {
  return useMutation({ ...host.invitations.withdraw.mutationOptions(), onSuccess: readListAgain })
}

/** Asked anew each time, and kept nowhere: its question is the secret. */
export function useInvitationPreview(token: string | undefined) {
  return useQuery({
    ...host.invitations.preview.queryOptions({ token: token ?? '' }),
    enabled: token !== undefined,
    gcTime: 0,
    staleTime: 0,
  })
}

export function useAcceptInvitation() {
  return useMutation({ ...host.invitations.accept.mutationOptions(), gcTime: 0 })
}
