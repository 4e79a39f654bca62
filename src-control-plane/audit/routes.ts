// `/v1/organizations/{id}/audit`: for admins who are signed in. Nothing here writes: rows come from what they tell of.
import { createRoute, z } from '@hono/zod-openapi'
import { AuditPage, AuditQuery } from '#contract/audit'
import { Failure } from '#contract/failure'
import { ORGANIZATIONS_PATH, OrganizationId } from '#contract/organization'
import { answers, newRouter } from '../http/index.ts'
import { authorize, personOf } from '../identity/index.ts'
import { readAuditPage } from './entries.ts'
import { type ExportDependencies, exportAudit } from './export.ts'

const PATH = `${ORGANIZATIONS_PATH}/{organizationId}/audit`
const InOrganization = z.object({ organizationId: OrganizationId })

const page = createRoute({
  method: 'get',
  path: PATH,
  summary: 'What was done to an organization’s keys, people and providers, newest first; for admins',
  request: { params: InOrganization, query: AuditQuery },
  responses: answers(200, AuditPage, 'A page; the next one begins `before` its last entry'),
})

const table = createRoute({
  method: 'get',
  path: `${PATH}.csv`,
  summary: 'The same as one table, all that match; for admins',
  request: { params: InOrganization, query: AuditQuery.omit({ before: true, limit: true }) },
  responses: { 200: { content: { 'text/csv': { schema: z.string() } }, description: 'CSV, newest first' } },
})

export function auditRoutes(deps: ExportDependencies) {
  return newRouter()
    .openapi(page, async (c) => {
      const scope = authorize(personOf(c.get('principal')), c.req.valid('param').organizationId, 'admin')
      const result = await readAuditPage(deps, scope, c.req.valid('query'))
      switch (result.outcome) {
        case 'page':
          return c.json({ entries: result.entries, more: result.more }, 200)
        case 'no-such-entry':
          throw new Failure('bad-request', 'before: there is no such entry.', { field: 'before' })
        default:
          return result satisfies never
      }
    })
    .openapi(table, (c) => {
      const principal = personOf(c.get('principal'))
      const scope = authorize(principal, c.req.valid('param').organizationId, 'admin')
      return c.body(exportAudit(deps, { principal, scope }, c.req.valid('query')), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="audit.csv"',
        'cache-control': 'no-store',
      })
    })
}
