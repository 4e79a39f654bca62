// What the organization's ledger says, asked again while the page is open.
import { useQuery } from '@tanstack/react-query'
import type { FailureBody } from '#contract/failure'
import type { LedgerPage, UsageReport } from '#contract/gateway'
import { failureOf, host } from '../host-client/index.ts'

const POLL_MS = 10_000

type Usage = { report: UsageReport | null; requests: LedgerPage | null; failure: FailureBody | null }

/** Data and failure are both set when a later poll fails: the last answer stays. */
export function useUsage(organizationId: string): Usage {
  const often = { refetchInterval: POLL_MS }
  const report = useQuery({ ...host.usage.report.queryOptions({ organizationId }), ...often })
  const requests = useQuery({ ...host.usage.requests.queryOptions({ organizationId }), ...often })
  const error = report.error ?? requests.error
  return { report: report.data ?? null, requests: requests.data ?? null, failure: error ? failureOf(error) : null }
}
