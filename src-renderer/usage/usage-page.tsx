// What the organization used of its models and what that cost: in total, day by day, by model, key and person, and request by request.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ChartColumn, Download } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { atLeast, type OrganizationMembership } from '#contract/organization'
import { useCommands } from '../commands/index.ts'
import { failureOf } from '../host-client/index.ts'
import { useOrganization } from '../organization/index.ts'
import { Button, buttonClass, EmptyState, ErrorNotice, Page, Section, Segments, SkeletonRows } from '../ui/index.ts'
import { Breakdown } from './breakdown.tsx'
import { chartData, type Metric } from './chart-data.ts'
import { daysOf, type Period, periodOf } from './period.ts'
import { PeriodPicker } from './period-picker.tsx'
import { Requests } from './requests.tsx'
import { Totals } from './totals.tsx'
import { useExport } from './use-export.ts'
import { useRequests, useUsageReport } from './use-usage.ts'

/** A chunk of its own, which is on its way while the ledger is read. */
const chart = import('./usage-chart.tsx')
const UsageChart = lazy(() => chart)

export function UsagePage() {
  const organization = useOrganization()
  return <Usage key={organization.id} organization={organization} />
}

function Usage({ organization }: { organization: OrganizationMembership }) {
  const { period, setPeriod } = usePeriod()
  const report = useUsageReport(organization.id, period, ['day', 'model'])
  const requests = useRequests(organization.id)
  const save = useExport(organization, period)
  const isAdmin = atLeast(organization.role, 'admin')
  const nothingEver = report.data?.total.requests === 0 && requests.data?.pages[0]?.entries.length === 0
  useCommands([{ id: 'usage.export', group: 'Usage', title: 'Export the usage as CSV', icon: Download, run: save.run }])
  return (
    <Page
      title="Usage"
      description={`What went through the gateway of ${organization.name}. Days are those of UTC.`}
      actions={
        !nothingEver && (
          <div className="flex flex-wrap items-center justify-end gap-2">
            <PeriodPicker period={period} onPeriod={setPeriod} />
            <Button busy={save.busy} onClick={save.run}>
              <Download aria-hidden />
              Export CSV
            </Button>
          </div>
        )
      }
    >
      {report.error && (
        <ErrorNotice failure={failureOf(report.error)} onRetry={() => void report.refetch()} className="mb-4" />
      )}
      {report.isPending && <SkeletonRows label="Loading the usage" rows={5} />}
      {nothingEver && <NothingYet />}
      {report.data && !nothingEver && (
        <div className="flex flex-col gap-8">
          <Totals total={report.data.total} />
          <DayByDay organizationId={organization.id} period={period} />
          <Breakdown organizationId={organization.id} period={period} isAdmin={isAdmin} />
          <Requests organizationId={organization.id} period={period} isAdmin={isAdmin} />
        </div>
      )}
    </Page>
  )
}

function NothingYet() {
  return (
    <EmptyState
      icon={<ChartColumn />}
      title="Nothing was used yet"
      sentence="Each request to a model is written down here, whether it came from a chat, a script or a coding tool."
      action={
        <Link to="/keys/connect" className={buttonClass({ variant: 'primary' })}>
          Connect a tool
        </Link>
      }
    />
  )
}

const METRICS = [
  { value: 'cost', label: 'Cost' },
  { value: 'tokens', label: 'Tokens' },
  { value: 'requests', label: 'Requests' },
] as const

function DayByDay({ organizationId, period }: { organizationId: string; period: Period }) {
  const fine = useUsageReport(organizationId, period, ['day', 'model'])
  // More rows than an answer holds: the days are whole all the same, only not told apart by model.
  const coarse = useUsageReport(organizationId, period, ['day'], fine.data?.truncated === true)
  const report = fine.data?.truncated ? coarse.data : fine.data
  const { metric, setMetric } = useMetric(report?.total.cost === 0 ? 'tokens' : 'cost')
  const data = report && chartData(report.rows, metric, daysOf(report))
  return (
    <Section
      title="Day by day"
      actions={<Segments label="Show" segments={METRICS} value={metric} onValueChange={setMetric} />}
    >
      <div className="min-h-64 rounded-lg border border-line bg-surface p-4">
        <Suspense fallback={<SkeletonRows label="Loading the chart" rows={4} />}>
          {data && data.series.length > 0 && <UsageChart data={data} metric={metric} />}
          {data?.series.length === 0 && (
            <p className="grid h-56 place-content-center text-ink-soft">
              {metric === 'cost' ? 'Nothing was spent in these days.' : 'Nothing was used in these days.'}
            </p>
          )}
        </Suspense>
      </div>
    </Section>
  )
}

/** Both stand in the address, so that a link shows the same. */
function usePeriod() {
  const navigate = useNavigate()
  const search = useSearch({ from: '/organization/usage' })
  const period = periodOf(search.from, search.to, Date.now())
  const setPeriod = ({ from, to }: Period) =>
    void navigate({ to: '/usage', search: { ...search, from, to }, replace: true })
  return { period, setPeriod }
}

/** Where nothing has a price, tokens say more. */
function useMetric(usual: Metric) {
  const navigate = useNavigate()
  const search = useSearch({ from: '/organization/usage' })
  const metric: Metric = METRICS.find(({ value }) => value === search.show)?.value ?? usual
  const setMetric = (show: Metric) => void navigate({ to: '/usage', search: { ...search, show }, replace: true })
  return { metric, setMetric }
}
