// The window's one door: the host's procedures, typed, with a cache of what they answered.
import { QueryClient } from '@tanstack/react-query'
import { createTRPCClient, type TRPCClient, wsLink } from '@trpc/client'
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query'
import type { AppRouter } from '#host'
import { onConnectionChange, webSocketClient } from './connection.ts'

/** Milliseconds in which an answer is not asked again by the next component that needs it. */
const FRESH_MS = 5_000

// The host is reached by loopback, so the system's idea of being online says nothing; and what it refuses once it
// refuses again, so retrying only delays the message.
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, staleTime: FRESH_MS },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** For calls outside a component. */
export const hostClient: TRPCClient<AppRouter> = createTRPCClient<AppRouter>({
  links: [wsLink({ client: webSocketClient })],
})

/** `useQuery(host.apiKeys.list.queryOptions({}))`, `useMutation(host.apiKeys.create.mutationOptions())`. */
export const host: TRPCOptionsProxy<AppRouter> = createTRPCOptionsProxy<AppRouter>({ client: hostClient, queryClient })

// Whatever happened while the connection was lost is read again when it is back.
let wasLost = false
onConnectionChange(({ state }) => {
  if (state === 'open' && wasLost) void queryClient.invalidateQueries()
  wasLost = state === 'lost'
})
