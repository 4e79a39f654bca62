// The person's API keys, and what can be done with them.
import { useMutation, useQuery } from '@tanstack/react-query'
import { host, queryClient } from '../host-client/index.ts'

/** Newest first, of every organization of the person. */
export function useApiKeys() {
  return useQuery({
    ...host.apiKeys.list.queryOptions({}),
    select: (keys) => keys.toSorted((one, other) => other.createdAt - one.createdAt),
  })
}

const readListAgain = () => queryClient.invalidateQueries({ queryKey: host.apiKeys.list.queryKey() })

/** The answer holds the secret, so it is dropped from the cache as soon as nobody shows it: call `reset` when it was seen. */
export function useMintKey() {
  return useMutation({ ...host.apiKeys.create.mutationOptions(), gcTime: 0, onSuccess: () => void readListAgain() })
}

/** Settles after the list has been read again. */
export function useDeleteKey() {
  return useMutation({ ...host.apiKeys.delete.mutationOptions(), onSuccess: readListAgain })
}
