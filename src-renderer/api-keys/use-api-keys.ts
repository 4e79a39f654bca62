// API keys, one's own and those of an organization, and what can be done with them.
import { useMutation, useQuery } from '@tanstack/react-query'
import { failureOf, host, queryClient } from '../host-client/index.ts'

/** Of every organization of the person. */
export function useApiKeys() {
  return useQuery(host.apiKeys.list.queryOptions({}))
}

/** Of everybody in it; for its admins. */
export function useOrganizationKeys(organizationId: string) {
  return useQuery(host.apiKeys.ofOrganization.queryOptions({ organizationId }))
}

/** Everything that shows keys. */
const readAgain = () =>
  Promise.all(
    [host.apiKeys.list.queryKey(), host.apiKeys.ofOrganization.queryKey()].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  )

/** The answer holds the secret, so it is dropped from the cache as soon as nobody shows it: call `reset` when it was seen. */
export function useMintKey() {
  return useMutation({ ...host.apiKeys.create.mutationOptions(), gcTime: 0, onSuccess: () => void readAgain() })
}

/** Settles after the lists have been read again; resolves to what is wrong with the name, or to nothing. */
export function useRenameKey(): (id: string, name: string) => Promise<string | undefined> {
  const rename = useMutation({ ...host.apiKeys.rename.mutationOptions(), onSuccess: readAgain })
  return (id, name) =>
    rename.mutateAsync({ id, name }).then(
      () => undefined,
      (error: unknown) => failureOf(error).message,
    )
}

/** Settles after the lists have been read again. */
export function useDeleteKey() {
  return useMutation({ ...host.apiKeys.delete.mutationOptions(), onSuccess: readAgain })
}

/** Of somebody else, with the reason that the audit keeps. Settles after the lists have been read again. */
export function useDeleteOrganizationKey() {
  return useMutation({ ...host.apiKeys.deleteOfOrganization.mutationOptions(), onSuccess: readAgain })
}
