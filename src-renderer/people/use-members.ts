// The members of an organization, and what can be done with them.
import { useMutation, useQuery } from '@tanstack/react-query'
import { host, hostClient, queryClient } from '../host-client/index.ts'
import { expectDeparture } from '../live/index.ts'

export function useMembers(organizationId: string) {
  return useQuery(host.members.list.queryOptions({ organizationId }))
}

const readListAgain = () => queryClient.invalidateQueries({ queryKey: host.members.list.queryKey() })

export function useChangeRole() {
  return useMutation({ ...host.members.changeRole.mutationOptions(), onSuccess: readListAgain })
}

export function useRemoveMember() {
  return useMutation({ ...host.members.remove.mutationOptions(), onSuccess: readListAgain })
}

/** Takes the id of the organization, of which nothing can be read afterwards. */
export function useLeave() {
  return useMutation({
    mutationFn: async (organizationId: string) => {
      const takeBack = expectDeparture(organizationId)
      await hostClient.members.leave.mutate({ organizationId }).catch((error: unknown) => {
        takeBack()
        throw error
      })
    },
  })
}

/** The keys of one member that are bound to the organization, where its keys may be seen. */
export function useKeysOfMember(organizationId: string, userId: string | undefined, mayAsk: boolean) {
  return useQuery({
    ...host.apiKeys.ofOrganization.queryOptions({ organizationId }),
    enabled: mayAsk && userId !== undefined,
    select: (keys) => keys.filter((key) => key.kind === 'member' && key.ownerUserId === userId),
  })
}
