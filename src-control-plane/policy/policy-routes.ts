// `/v1/organizations/{id}/gateway-policy` and `…/api-keys/{keyId}/limits`. A key may not lift a limit, its own least of all: only a
// person who is signed in sets them.
import { createRoute, z } from '@hono/zod-openapi'
import { Failure } from '#contract/failure'
import { GatewayPolicy, Limits } from '#contract/gateway'
import { ORGANIZATIONS_PATH, OrganizationId } from '#contract/organization'
import { actorOf } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import { answers, newRouter } from '../http/index.ts'
import { authorize, personOf } from '../identity/index.ts'
import { type PolicyChangeDependencies, readPolicy, savePolicy } from './gateway-policy.ts'
import { readKeyLimits, saveKeyLimits } from './key-limits.ts'

const InOrganization = z.object({ organizationId: OrganizationId })
const OneKey = InOrganization.extend({ keyId: z.string().min(1).max(64) })
const POLICY_PATH = `${ORGANIZATIONS_PATH}/{organizationId}/gateway-policy`
const LIMITS_PATH = `${ORGANIZATIONS_PATH}/{organizationId}/api-keys/{keyId}/limits`
const bodyOf = <T extends z.ZodType>(schema: T) => ({
  content: { 'application/json': { schema } },
  required: true as const,
})

const getPolicy = createRoute({
  method: 'get',
  path: POLICY_PATH,
  summary: 'What an organization allows at its gateway',
  request: { params: InOrganization },
  responses: answers(200, GatewayPolicy, 'The policy'),
})

const putPolicy = createRoute({
  method: 'put',
  path: POLICY_PATH,
  summary: 'Set it; for admins who are signed in. It holds from the next request on',
  request: { params: InOrganization, body: bodyOf(GatewayPolicy) },
  responses: answers(200, GatewayPolicy, 'The policy as it is now'),
})

const getLimits = createRoute({
  method: 'get',
  path: LIMITS_PATH,
  summary: 'What a key may use in this organization; for its admins',
  request: { params: OneKey },
  responses: answers(200, Limits, 'The limits'),
})

const putLimits = createRoute({
  method: 'put',
  path: LIMITS_PATH,
  summary: 'Set what a key may use in this organization; for its admins who are signed in',
  request: { params: OneKey, body: bodyOf(Limits) },
  responses: answers(200, Limits, 'The limits as they are now'),
})

export function policyRoutes(deps: PolicyChangeDependencies & Pick<Database, 'read'>) {
  return newRouter()
    .openapi(getPolicy, async (c) => {
      const scope = authorize(c.get('principal'), c.req.valid('param').organizationId, 'member')
      return c.json(await readPolicy(deps.read, scope.organizationId), 200)
    })
    .openapi(putPolicy, async (c) => {
      const scope = authorize(personOf(c.get('principal')), c.req.valid('param').organizationId, 'admin')
      const policy = c.req.valid('json')
      await savePolicy(deps, scope, actorOf(c), policy)
      return c.json(policy, 200)
    })
    .openapi(getLimits, async (c) => {
      const { organizationId, keyId } = c.req.valid('param')
      const limits = await readKeyLimits(deps, authorize(c.get('principal'), organizationId, 'admin'), keyId)
      if (limits === null) throw noSuchKey()
      return c.json(limits, 200)
    })
    .openapi(putLimits, async (c) => {
      const { organizationId, keyId } = c.req.valid('param')
      const scope = authorize(personOf(c.get('principal')), organizationId, 'admin')
      const limits = c.req.valid('json')
      if (await saveKeyLimits(deps, scope, actorOf(c), keyId, limits)) return c.json(limits, 200)
      throw noSuchKey()
    })
}

const noSuchKey = () => new Failure('not-found', 'There is no such key that reaches this organization.')
