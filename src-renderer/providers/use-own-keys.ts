// A person's own keys with providers, in one organization.
import { useMutation, useQuery } from '@tanstack/react-query'
import { host, queryClient } from '../host-client/index.ts'

export function useOwnKeys(organizationId: string) {
  return useQuery(host.ownKeys.list.queryOptions({ organizationId }))
}

const readListAgain = () => queryClient.invalidateQueries({ queryKey: host.ownKeys.list.queryKey() })

/** What is sent holds a secret: `reset` afterwards. */
export function useSaveOwnKey() {
  return useMutation({ ...host.ownKeys.save.mutationOptions(), gcTime: 0, onSuccess: readListAgain })
}

export function useDeleteOwnKey() {
  return useMutation({ ...host.ownKeys.delete.mutationOptions(), onSuccess: readListAgain })
}
