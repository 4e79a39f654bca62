// What the organization has used of its models: in total, by day and model, and request by request.
import { ChartColumn } from 'lucide-react'
import { useOrganization } from '../organization/index.ts'
import { EmptyState, ErrorNotice, Page, SkeletonRows } from '../ui/index.ts'
import { DaysTable } from './days-table.tsx'
import { RequestsTable } from './requests-table.tsx'
import { Totals } from './totals.tsx'
import { useUsage } from './use-usage.ts'

export function UsagePage() {
  const organization = useOrganization()
  const { report, requests, failure } = useUsage(organization.id)
  const empty = report?.total.requests === 0 && requests?.entries.length === 0
  return (
    <Page title="Usage" description={`What went through the gateway of ${organization.name}.`}>
      {failure && <ErrorNotice failure={failure} className="mb-4" />}
      {!report && !failure && <SkeletonRows label="Loading the usage" />}
      {empty && (
        <EmptyState
          icon={<ChartColumn />}
          title="Nothing was used yet"
          sentence="Each request to a model is written down here, whether it came from a chat, a script or a coding tool."
        />
      )}
      {report && requests && !empty && (
        <div className="flex flex-col gap-8">
          <Totals {...report.total} />
          <DaysTable rows={report.rows} />
          <RequestsTable requests={requests.entries} />
        </div>
      )}
    </Page>
  )
}
