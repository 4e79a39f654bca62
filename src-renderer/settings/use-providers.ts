// The model providers of an organization. A secret goes in and only its hint comes back.
import { useMutation, useQuery } from '@tanstack/react-query'
import { host, queryClient } from '../host-client/index.ts'

export function useProviders(organizationId: string) {
  return useQuery(host.providers.list.queryOptions({ organizationId }))
}

const readListAgain = () => queryClient.invalidateQueries({ queryKey: host.providers.list.queryKey() })

/** What is sent holds a secret, so it is dropped from the cache at once when nobody waits for it: `reset` afterwards. */
export function useSaveProvider() {
  return useMutation({ ...host.providers.save.mutationOptions(), gcTime: 0, onSuccess: readListAgain })
}

export function useDeleteProvider() {
  return useMutation({ ...host.providers.delete.mutationOptions(), onSuccess: readListAgain })
}
