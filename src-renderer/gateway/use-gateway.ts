// What an organization allows at its gateway, to everybody and to one key.
import { useMutation, useQuery } from '@tanstack/react-query'
import { host, queryClient } from '../host-client/index.ts'

export function useGatewayPolicy(organizationId: string) {
  return useQuery(host.gateway.policy.queryOptions({ organizationId }))
}

/** Shown as it will be at once, and as it is when it was refused. */
export function useSavePolicy(organizationId: string) {
  const queryKey = host.gateway.policy.queryKey({ organizationId })
  return useMutation({
    ...host.gateway.savePolicy.mutationOptions(),
    onMutate: ({ policy }) => {
      queryClient.setQueryData(queryKey, policy)
      return undefined
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  })
}

export function useKeyLimits(organizationId: string, keyId: string | undefined) {
  return useQuery({
    ...host.gateway.keyLimits.queryOptions({ organizationId, keyId: keyId ?? '' }),
    enabled: keyId !== undefined,
  })
}

export function useSaveKeyLimits() {
  return useMutation({
    ...host.gateway.saveKeyLimits.mutationOptions(),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: host.gateway.keyLimits.queryKey() }),
  })
}

/** Of everybody in the organization, in this month of UTC. */
export function useMonthUsage(organizationId: string) {
  const today = new Date().toISOString().slice(0, 10)
  const from = `${today.slice(0, 7)}-01`
  return useQuery(host.usage.report.queryOptions({ organizationId, from, to: today, by: 'day' })).data?.total
}
