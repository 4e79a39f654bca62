// The providers that a tool can be pointed at, as the control plane knows them.
import { useQuery } from '@tanstack/react-query'
import { host } from '../host-client/index.ts'
import { providersFor, type ToolProvider } from './tool-providers.ts'
import type { ToolId } from './tools.ts'

/** Undefined until they are known. */
export function useToolProviders(tool: ToolId, organizationId: string): ToolProvider[] | undefined {
  const { data } = useQuery(host.providers.list.queryOptions({ organizationId }))
  return data && providersFor(tool, data)
}
