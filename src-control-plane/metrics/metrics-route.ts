// `GET /metrics`, for Prometheus and its like. Not of the API: no principal of an organization may read what is about all of them.
import { Hono } from 'hono'
import { Failure } from '#contract/failure'
import { CLIENT_ADDRESS_HEADER } from '../identity/index.ts'
import type { GatewayMetrics } from './gateway-metrics.ts'
import { type MetricsDoor, mayRead } from './may-read.ts'

/** What a proxy adds to a request, though none is trusted. */
const FORWARDING = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const

export function metricsRoute({ metrics, door }: { metrics: Pick<GatewayMetrics, 'text'>; door: MetricsDoor }): Hono {
  return new Hono().get('/metrics', async (c) => {
    const reader = {
      address: c.req.header(CLIENT_ADDRESS_HEADER) ?? null,
      forwarded: FORWARDING.some((name) => c.req.header(name) !== undefined),
      authorization: c.req.header('authorization') ?? null,
    }
    if (!mayRead(reader, door)) throw new Failure('forbidden', REFUSED)
    const { type, body } = await metrics.text()
    return c.body(body, 200, { 'content-type': type, 'cache-control': 'no-store' })
  })
}

const REFUSED = 'Metrics are read on this machine, or with the token of MOORING_METRICS_TOKEN as Bearer.'
