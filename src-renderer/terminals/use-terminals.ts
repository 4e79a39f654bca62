// The terminals of this machine, kept current by the host, and what can be done with them.
import { useQuery } from '@tanstack/react-query'
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

/** The newest list that the host told; undefined until it has. */
export function knownTerminals(): TerminalSummary[] | undefined {
  return queryClient.getQueryData(host.terminals.list.queryKey())
}

export type Opening = { shell?: string | undefined; cwd?: string | undefined }

/** Opens a shell; it is in the list before the host tells of the change. */
export async function openTerminal({ shell, cwd }: Opening): Promise<TerminalSummary> {
  const opened = await hostClient.terminals.open.mutate({
    ...FIRST_SIZE,
    ...(shell ? { shell } : {}),
    ...(cwd ? { cwd } : {}),
  })
  keep((known) => [...known.filter(({ id }) => id !== opened.id), opened])
  return opened
}

/** Until its view has measured itself, a moment later, a shell gets the size that every terminal once had. */
const FIRST_SIZE = { cols: 80, rows: 24 }

/** Ends the shells and takes them from the list. */
export async function closeTerminals(ids: readonly string[]): Promise<void> {
  await Promise.all(ids.map((id) => hostClient.terminals.close.mutate({ id })))
  keep((known) => known.filter(({ id }) => !ids.includes(id)))
}

export function restartTerminal(id: string): Promise<TerminalSummary> {
  return hostClient.terminals.restart.mutate({ id })
}

/** Null: it is called by its program's title again. */
export async function renameTerminal(id: string, name: string | null): Promise<void> {
  const renamed = await hostClient.terminals.rename.mutate({ id, name })
  keep((known) => known.map((terminal) => (terminal.id === id ? renamed : terminal)))
}

export function recordTerminal(id: string, on: boolean): Promise<TerminalSummary> {
  return hostClient.terminals.record.mutate({ id, on })
}
