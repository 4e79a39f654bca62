// The model providers of an organization and their keys. A secret goes in and only its hint comes back; what is sent holds one, so it is
// dropped from the cache as soon as nobody waits for it: `reset` afterwards.
import { useMutation, useQuery } from '@tanstack/react-query'
import { host, hostClient, queryClient } from '../host-client/index.ts'

/** How a key is doing is known to the control plane alone and changes without a hint. Milliseconds. */
const HEALTH_POLL_MS = 5_000

export function useProviders(organizationId: string) {
  return useQuery({ ...host.providers.list.queryOptions({ organizationId }), refetchInterval: HEALTH_POLL_MS })
}

/** Settles after the list has been read again. */
const readListAgain = () => queryClient.invalidateQueries({ queryKey: host.providers.list.queryKey() })

export function useSaveProvider() {
  return useMutation({ ...host.providers.save.mutationOptions(), gcTime: 0, onSuccess: readListAgain })
}

export function useDeleteProvider() {
  return useMutation({ ...host.providers.delete.mutationOptions(), onSuccess: readListAgain })
}

export function useAddProviderKey() {
  return useMutation({ ...host.providers.addKey.mutationOptions(), gcTime: 0, onSuccess: readListAgain })
}

export function useRemoveProviderKey() {
  return useMutation({ ...host.providers.removeKey.mutationOptions(), onSuccess: readListAgain })
}

export function useCheckProvider() {
  return useMutation({ ...host.providers.check.mutationOptions(), onSettled: readListAgain })
}

/** What a saved provider offers, to choose from; empty while that is not known. Asked once for a form. */
export function useOfferedModels(organizationId: string, id: string, isSaved: boolean): readonly string[] {
  const { data } = useQuery({
    queryKey: [...host.providers.check.mutationKey(), { input: { organizationId, id } }, 'offered'],
    queryFn: ({ signal }) => hostClient.providers.check.mutate({ organizationId, id }, { signal }),
    enabled: isSaved,
    gcTime: 0,
  })
  return data?.outcome === 'accepted' ? data.models : []
}
