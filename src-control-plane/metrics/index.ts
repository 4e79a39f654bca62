export { createGatewayMetrics, type GatewayMetrics } from './gateway-metrics.ts'
export type { MetricsDoor } from './may-read.ts'
export { metricsRoute } from './metrics-route.ts'
