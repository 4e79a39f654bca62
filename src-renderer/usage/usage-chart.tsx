// The amounts of each day as bars, model upon model. It is drawn for the eye; the tables beneath say the same in words and numbers.
import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from 'recharts'
import { type ChartData, type Metric, REST } from './chart-data.ts'
import { amountWords, dayWords, shortAmount, shortDayWords } from './words.ts'

type UsageChartProps = { data: ChartData; metric: Metric }

/** The tallest a bar of one day gets wide. Pixels. */
const MAX_BAR = 36
const HEIGHT = 220

const colorOf = (id: string) => `var(--color-${id === REST ? 'series-rest' : id})`

export default function UsageChart({ data: { series, days }, metric }: UsageChartProps) {
  const rows = days.map(({ day, amounts }) => ({ day, ...amounts }))
  const label = `${METRICS[metric]} a day, from ${dayWords(days[0]?.day ?? '')} to ${dayWords(days.at(-1)?.day ?? '')}: ${series
    .map(({ title, total }) => `${title} ${amountWords(metric, total)}`)
    .join(', ')}`
  return (
    <figure>
      <div role="img" aria-label={label} style={{ height: HEIGHT }}>
        <ResponsiveContainer width="100%" height="100%">
          <BarChart data={rows} accessibilityLayer={false} margin={{ top: 8, right: 0, bottom: 0, left: 0 }}>
            <CartesianGrid vertical={false} stroke="var(--color-line)" />
            <XAxis
              dataKey="day"
              tickFormatter={shortDayWords}
              tick={TICK}
              tickLine={false}
              axisLine={{ stroke: 'var(--color-line-strong)' }}
              minTickGap={28}
            />
            <YAxis
              tickFormatter={(value: number) => shortAmount(metric, value)}
              tick={TICK}
              tickLine={false}
              axisLine={false}
              width="auto"
              allowDecimals={metric === 'cost'}
            />
            <Tooltip
              cursor={{ fill: 'var(--color-hover)', opacity: 0.6 }}
              isAnimationActive={false}
              content={(props) => <DayNote {...props} series={series} metric={metric} />}
            />
            {series.map(({ id }) => (
              <Bar
                key={id}
                dataKey={id}
                stackId="day"
                fill={colorOf(id)}
                stroke="var(--color-surface)"
                strokeWidth={1}
                maxBarSize={MAX_BAR}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <Legend series={series} metric={metric} />
    </figure>
  )
}

const TICK = { fill: 'var(--color-ink-soft)', fontSize: 12 }
const METRICS: Record<Metric, string> = { cost: 'Cost', tokens: 'Tokens', requests: 'Requests' }

type SeriesProps = Pick<ChartData, 'series'> & { metric: Metric }

function Legend({ series, metric }: SeriesProps) {
  return (
    <figcaption className="mt-3 flex flex-wrap gap-x-5 gap-y-1 pl-16 text-xs text-ink-soft">
      {series.map(({ id, title, total }) => (
        <span key={id} className="flex items-center gap-1.5">
          <Swatch id={id} />
          <span className="text-ink">{title}</span>
          <span className="tabular-nums">{amountWords(metric, total)}</span>
        </span>
      ))}
    </figcaption>
  )
}

function DayNote({ active, label, payload, series, metric }: Partial<TooltipContentProps> & SeriesProps) {
  if (!active || !payload?.length) return null
  const amounts: unknown = payload[0]?.payload
  const amountIn = (id: string) => (isAmounts(amounts) ? Number(amounts[id] ?? 0) : 0)
  const used = series.filter(({ id }) => amountIn(id) > 0)
  const sum = used.reduce((all, { id }) => all + amountIn(id), 0)
  return (
    <div className="min-w-44 rounded-lg border border-line bg-raised px-3 py-2 text-xs shadow-popup">
      <p className="mb-1 flex justify-between gap-4 font-medium text-ink">
        {dayWords(String(label))}
        <span className="tabular-nums">{amountWords(metric, sum)}</span>
      </p>
      {used.toReversed().map(({ id, title }) => (
        <p key={id} className="flex items-center gap-1.5 text-ink-soft">
          <Swatch id={id} />
          <span className="min-w-0 flex-1 truncate">{title}</span>
          <span className="tabular-nums">{amountWords(metric, amountIn(id))}</span>
        </p>
      ))}
    </div>
  )
}

const isAmounts = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function Swatch({ id }: { id: string }) {
  return <span aria-hidden className="size-2.5 shrink-0 rounded-xs" style={{ background: colorOf(id) }} />
}
