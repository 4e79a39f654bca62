// API keys, one's own and those of an organization, and what can be done with them.
import { useMutation, useQueries, useQuery } from '@tanstack/react-query'
import type { ApiKey, OrganizationApiKey } from '#contract/api-key'
import { atLeast } from '#contract/organization'
import { failureOf, host, queryClient } from '../host-client/index.ts'
import { useOrganizations } from '../organization/index.ts'

/** What the person may rename and delete: their own keys, and the service keys of the organizations that they administer. */
export function useApiKeys() {
  const own = useQuery(host.apiKeys.list.queryOptions({}))
  const administered = useOrganizations().filter(({ role }) => atLeast(role, 'admin'))
  const ofOrganizations = useQueries({
    queries: administered.map(({ id }) => ({
      ...host.apiKeys.ofOrganization.queryOptions({ organizationId: id }),
      select: onlyService,
    })),
  })
  const all = [own, ...ofOrganizations]
  return {
    /** Undefined until all are known. */
    keys: all.every(({ data }) => data !== undefined) ? all.flatMap(({ data = [] }): ApiKey[] => data) : undefined,
    error: all.find(({ error }) => error !== null)?.error ?? null,
    readAgain,
  }
}

const onlyService = (keys: OrganizationApiKey[]) => keys.filter(({ kind }) => kind === 'service')

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
