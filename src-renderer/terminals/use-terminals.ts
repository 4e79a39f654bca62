// The terminals of this machine, kept current by the host, and what can be done with them.
import { type UseMutationResult, useMutation, useQuery } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import type { FailureBody } from '#contract/failure'
import type { TerminalSummary } from '#contract/host'
import { failureOf, host, hostClient, queryClient } from '../host-client/index.ts'

type Terminals =
  | { state: 'loading' }
  | { state: 'known'; terminals: TerminalSummary[] }
  | { state: 'failed'; failure: FailureBody }

/** In the order opened, which is the order of the tabs. */
export function useTerminals(): Terminals {
  const onData = (terminals: TerminalSummary[]) => keep(() => terminals)
  useSubscription(host.terminals.onChange.subscriptionOptions(undefined, { onData }))
  const { data, error } = useQuery({ ...host.terminals.list.queryOptions(), select: inOrder })
  if (data) return { state: 'known', terminals: data }
  return error ? { state: 'failed', failure: failureOf(error) } : { state: 'loading' }
}

const inOrder = (terminals: TerminalSummary[]) => terminals.toSorted((one, other) => one.createdAt - other.createdAt)

function keep(change: (known: TerminalSummary[]) => TerminalSummary[]): void {
  queryClient.setQueryData(host.terminals.list.queryKey(), (known = []) => change(known))
}

/** Opens a shell; its tab is there before the host tells of the change. */
export function useOpenTerminal(onOpened: (id: string) => void): UseMutationResult<TerminalSummary, Error, void> {
  return useMutation({
    mutationFn: () => hostClient.terminals.open.mutate(FIRST_SIZE),
    onSuccess: (opened) => {
      keep((known) => [...known.filter(({ id }) => id !== opened.id), opened])
      onOpened(opened.id)
    },
  })
}

/** Until its view has measured itself, a moment later, a shell gets the size that every terminal once had. */
const FIRST_SIZE = { cols: 80, rows: 24 }

/** Ends the shell and takes its tab away. */
export function useCloseTerminal(): UseMutationResult<void, Error, string> {
  return useMutation({
    mutationFn: (id) => hostClient.terminals.close.mutate({ id }),
    onSuccess: (_, closed) => keep((known) => known.filter(({ id }) => id !== closed)),
  })
}

export function restartTerminal(id: string): Promise<TerminalSummary> {
  return hostClient.terminals.restart.mutate({ id })
}
