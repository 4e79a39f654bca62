// What the ledger says: `/v1/usage` of the presented credential, and for an organization's members its sums and its requests. By key and
// by person is for admins.
import { createRoute, z } from '@hono/zod-openapi'
import { Failure } from '#contract/failure'
import {
  dimensionsOf,
  KeptPrompt,
  LedgerPage,
  LedgerQuery,
  OwnUsage,
  type UsageDimension,
  UsagePeriod,
  UsageQuery,
  UsageReport,
} from '#contract/gateway'
import { ORGANIZATIONS_PATH, OrganizationId } from '#contract/organization'
import { actorOf } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import { answers, newRouter, scopeFor } from '../http/index.ts'
import { authorize, type OrgScope, type Principal, personOf } from '../identity/index.ts'
import { readPrompt } from './kept-prompts.ts'
import type { Ledger } from './ledger.ts'
import { readOwnUsage } from './own-usage.ts'
import { periodOf } from './period.ts'
import { readPage } from './requests-page.ts'
import { usageCsv } from './usage-csv.ts'
import { readReport, readTable } from './usage-report.ts'

const InOrganization = z.object({ organizationId: OrganizationId })
const PATH = `${ORGANIZATIONS_PATH}/{organizationId}`

const own = createRoute({
  method: 'get',
  path: '/v1/usage',
  summary: 'What the presented credential used in the acting organization, and what it may use',
  request: { query: UsagePeriod },
  responses: answers(200, OwnUsage, 'Usage and limits'),
})

const report = createRoute({
  method: 'get',
  path: `${PATH}/usage`,
  summary: 'Requests, tokens and cost of an organization, by day and model; for admins also by key and person',
  request: { params: InOrganization, query: UsageQuery },
  responses: answers(200, UsageReport, 'Usage'),
})

const table = createRoute({
  method: 'get',
  path: `${PATH}/usage.csv`,
  summary: 'The same as one table, whole',
  request: { params: InOrganization, query: UsageQuery },
  responses: {
    200: { content: { 'text/csv': { schema: z.string() } }, description: 'CSV; its sums are the ledger’s' },
  },
})

const requests = createRoute({
  method: 'get',
  path: `${PATH}/requests`,
  summary: 'Requests through the gateway, newest first: an admin sees everybody’s, a member their own',
  request: { params: InOrganization, query: LedgerQuery },
  responses: answers(200, LedgerPage, 'A page; the next one begins `before` its `next`'),
})

const prompt = createRoute({
  method: 'get',
  path: `${PATH}/requests/{requestId}/prompt`,
  summary:
    'What was asked, where the organization keeps that; for admins who are signed in, and written down in the audit',
  request: { params: InOrganization.extend({ requestId: z.string().min(1).max(64) }) },
  responses: answers(200, KeptPrompt, 'The body of the request'),
})

type Dependencies = Pick<Database, 'db' | 'read'> & { now: () => number; ledger: Pick<Ledger, 'written'> }

export function usageRoutes(deps: Dependencies) {
  const { ledger } = deps
  return newRouter()
    .openapi(own, async (c) => {
      const period = periodOf(c.req.valid('query'), deps.now())
      await ledger.written()
      return c.json(await readOwnUsage(deps, scopeFor(c, 'member'), period), 200)
    })
    .openapi(report, async (c) => {
      const query = c.req.valid('query')
      const by = dimensionsOf(query)
      const scope = scopeOf(c.get('principal'), c.req.valid('param').organizationId, by)
      await ledger.written()
      return c.json(await readReport(deps, scope, periodOf(query, deps.now()), by), 200)
    })
    .openapi(table, async (c) => {
      const query = c.req.valid('query')
      const by = dimensionsOf(query)
      const scope = scopeOf(c.get('principal'), c.req.valid('param').organizationId, by)
      await ledger.written()
      const text = usageCsv(by, await readTable(deps, scope, periodOf(query, deps.now()), by))
      return c.body(text, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="usage.csv"',
        'cache-control': 'no-store',
      })
    })
    .openapi(requests, async (c) => {
      const scope = authorize(c.get('principal'), c.req.valid('param').organizationId, 'member')
      await ledger.written()
      const page = await readPage(deps, scope, c.req.valid('query'))
      if (page === null) throw new Failure('bad-request', 'before: there is no such request.', { field: 'before' })
      return c.json(page, 200)
    })
    .openapi(prompt, async (c) => {
      const { organizationId, requestId } = c.req.valid('param')
      const scope = authorize(personOf(c.get('principal')), organizationId, 'admin')
      const kept = await readPrompt(deps, scope, actorOf(c), requestId)
      if (kept === null) throw new Failure('not-found', 'Nothing is kept of a request of that name.')
      return c.json(kept, 200)
    })
}

/** What one colleague used is for those who administer the organization. */
function scopeOf(principal: Principal, organizationId: string, by: readonly UsageDimension[]): OrgScope {
  const personal = by.includes('key') || by.includes('user')
  return authorize(principal, organizationId, personal ? 'admin' : 'member')
}
