// `/v1/api-keys`: for a person who is signed in. A key cannot mint, list or delete keys (K12).
import { createRoute, z } from '@hono/zod-openapi'
import { API_KEYS_PATH, ApiKey, MintedApiKey, MintRequest } from '#contract/api-key'
import { Failure } from '#contract/failure'
import { OrganizationId } from '#contract/organization'
import { answers, newRouter } from '../http/index.ts'
import { authorize, personOf } from '../identity/index.ts'
import { deleteKey, type KeyDependencies, listOwnKeys, mintKey } from './keys.ts'

const mint = createRoute({
  method: 'post',
  path: API_KEYS_PATH,
  summary: 'Mint a key; the secret is in this answer and nowhere else',
  request: {
    body: { content: { 'application/json': { schema: MintRequest } }, required: true },
    headers: z.object({ 'idempotency-key': z.string().min(8).max(100).optional() }),
  },
  responses: answers(201, MintedApiKey, 'The key with its secret'),
})

const list = createRoute({
  method: 'get',
  path: API_KEYS_PATH,
  summary: 'The caller’s keys, of one organization or of all',
  request: { query: z.object({ organizationId: OrganizationId.optional() }) },
  responses: answers(200, z.array(ApiKey), 'Keys without secrets'),
})

const remove = createRoute({
  method: 'delete',
  path: `${API_KEYS_PATH}/{id}`,
  summary: 'Delete one of the caller’s keys; it stops working at once',
  request: { params: z.object({ id: z.string().min(1).max(64) }) },
  responses: { 204: { description: 'Deleted' } },
})

export function apiKeyRoutes(deps: KeyDependencies) {
  return newRouter()
    .openapi(mint, async (c) => {
      const request = c.req.valid('json')
      const person = personOf(c.get('principal'))
      const needed = request.kind === 'service' ? 'admin' : 'member'
      const scope = request.organizationId === undefined ? null : authorize(person, request.organizationId, needed)
      const result = await mintKey(deps, person, scope, request)
      switch (result.outcome) {
        case 'created':
          return c.json(result.minted, 201, { 'cache-control': 'no-store' })
        case 'limit-reached':
          throw new Failure('limit-reached', `You have ${result.limit} keys in this organization. Delete one first.`)
        default:
          return result satisfies never
      }
    })
    .openapi(list, async (c) => {
      const person = personOf(c.get('principal'))
      const { organizationId } = c.req.valid('query')
      if (organizationId !== undefined) authorize(person, organizationId, 'member')
      return c.json(await listOwnKeys(deps, person, organizationId ?? null), 200)
    })
    .openapi(remove, async (c) => {
      const result = await deleteKey(deps, personOf(c.get('principal')), c.req.valid('param').id)
      if (result.outcome === 'not-found') throw new Failure('not-found', 'You have no such key.')
      return c.body(null, 204)
    })
}
