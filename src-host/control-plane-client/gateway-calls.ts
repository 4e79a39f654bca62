// What went through an organization's gateway, and what it allows.
import {
  GatewayPolicy,
  KeptPrompt,
  LedgerPage,
  type LedgerQueryInput,
  Limits,
  OwnUsage,
  type UsagePeriod,
  type UsageQueryInput,
  UsageReport,
} from '#contract/gateway'
import { type Call, readText, type Target } from './call.ts'
import { pathOf } from './people-calls.ts'
import { textOf } from './query.ts'

export const usageCalls = (call: Call, target: Target) => ({
  /** Of the credential that asks. */
  own: (organizationId: string | undefined, period: UsagePeriod = {}) =>
    call(OwnUsage, 'GET', '/v1/usage', { query: period, ...(organizationId === undefined ? {} : { organizationId }) }),
  report: (organizationId: string, query: UsageQueryInput) =>
    call(UsageReport, 'GET', pathOf(organizationId, 'usage'), { query }),
  /** As CSV, whole. */
  table: (organizationId: string, query: UsageQueryInput) =>
    readText(target, pathOf(organizationId, 'usage.csv'), { query }),
  requests: (organizationId: string, query: LedgerQueryInput) =>
    call(LedgerPage, 'GET', pathOf(organizationId, 'requests'), { query: textOf(query) }),
  prompt: (organizationId: string, requestId: string) =>
    call(KeptPrompt, 'GET', pathOf(organizationId, 'requests', requestId, 'prompt')),
})

export const policyCalls = (call: Call) => ({
  get: (organizationId: string) => call(GatewayPolicy, 'GET', pathOf(organizationId, 'gateway-policy')),
  save: (organizationId: string, body: GatewayPolicy) =>
    call(GatewayPolicy, 'PUT', pathOf(organizationId, 'gateway-policy'), { body }),
  keyLimits: (organizationId: string, keyId: string) =>
    call(Limits, 'GET', pathOf(organizationId, 'api-keys', keyId, 'limits')),
  saveKeyLimits: (organizationId: string, keyId: string, body: Limits) =>
    call(Limits, 'PUT', pathOf(organizationId, 'api-keys', keyId, 'limits'), { body }),
})
