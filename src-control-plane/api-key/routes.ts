// `/v1/api-keys`: for a person who is signed in. A key cannot mint, list or delete keys (K12).
import { createRoute, z } from '@hono/zod-openapi'
import { API_KEYS_PATH, ApiKey, MintedApiKey, MintRequest } from '#contract/api-key'
import { Failure } from '#contract/failure'
import { OrganizationId } from '#contract/organization'
import { answers, newRouter } from '../http/index.ts'
import { authorize, everyScope, type Principal } from '../identity/index.ts'
import { deleteKey, listKeys, mintKey } from './keys.ts'

type Dependencies = Parameters<typeof mintKey>[0]

const mint = createRoute({
  method: 'post',
  path: API_KEYS_PATH,
  summary: 'Mint a key bound to one organization; the secret is in this answer and nowhere else',
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

export function apiKeyRoutes(deps: Dependencies) {
  return newRouter()
    .openapi(mint, async (c) => {
      const request = c.req.valid('json')
      const scope = authorize(personOf(c.get('principal')), request.organizationId, 'member')
      const result = await mintKey(deps, scope, request, c.req.valid('header')['idempotency-key'] ?? null)
      switch (result.outcome) {
        case 'created':
          return c.json(result.minted, 201, { 'cache-control': 'no-store' })
        case 'already-minted':
          throw new Failure('conflict', 'This key was created already; its secret was in that answer.')
        case 'limit-reached':
          throw new Failure('limit-reached', `You have ${result.limit} keys in this organization. Delete one first.`)
        default:
          return result satisfies never
      }
    })
    .openapi(list, async (c) => {
      const principal = personOf(c.get('principal'))
      const { organizationId } = c.req.valid('query')
      const scopes =
        organizationId === undefined ? everyScope(principal) : [authorize(principal, organizationId, 'member')]
      return c.json(await listKeys(deps, scopes), 200)
    })
    .openapi(remove, async (c) => {
      const result = await deleteKey(deps, everyScope(personOf(c.get('principal'))), c.req.valid('param').id)
      if (result.outcome === 'not-found') throw new Failure('not-found', 'You have no such key.')
      return c.body(null, 204)
    })
}

/** Keys are managed by people. A leaked key that could mint others could never be revoked for good. */
function personOf(principal: Principal): Principal {
  if (principal.kind === 'session') return principal
  throw new Failure('forbidden', 'API keys are managed by a signed-in person, not by a key.')
}
