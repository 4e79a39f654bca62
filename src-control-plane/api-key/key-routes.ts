// `/v1/api-keys`: for a person who is signed in. A key cannot mint, list, rename or delete keys, whatever its kind and role (K12).
import { createRoute, z } from '@hono/zod-openapi'
import { API_KEYS_PATH, ApiKey, MintedApiKey, MintRequest } from '#contract/api-key'
import { OrganizationId } from '#contract/organization'
import { actorOf } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import { answers, newRouter } from '../http/index.ts'
import { authorize, personOf } from '../identity/index.ts'
import { managedBy } from './custody.ts'
import { deleteKey } from './deletion.ts'
import { KeyId } from './key-id.ts'
import { listOwnKeys } from './key-list.ts'
import { type MintDependencies, mintKey } from './mint.ts'
import { minted } from './mint-answer.ts'
import { mintTarget } from './mint-target.ts'
import { nameTaken, noSuchKey } from './refusal.ts'
import { renameKey } from './rename.ts'
import { OnlyTheName } from './rename-request.ts'

export type KeyDependencies = MintDependencies & Pick<Database, 'read'>

const mint = createRoute({
  method: 'post',
  path: API_KEYS_PATH,
  summary: 'Mint a key; the secret is in this answer and nowhere else',
  request: {
    body: { content: { 'application/json': { schema: MintRequest } }, required: true },
    headers: z.object({ 'idempotency-key': z.string().min(8).max(100).optional() }),
  },
  responses: answers(
    201,
    MintedApiKey,
    'The key with its secret; the same again for the same request and idempotency key',
  ),
})

const list = createRoute({
  method: 'get',
  path: API_KEYS_PATH,
  summary: 'The caller’s keys, of one organization or of all',
  request: { query: z.object({ organizationId: OrganizationId.optional() }) },
  responses: answers(200, z.array(ApiKey), 'Keys without secrets'),
})

const rename = createRoute({
  method: 'patch',
  path: `${API_KEYS_PATH}/{id}`,
  summary: 'Rename one of the caller’s keys, or a service key of an organization that they administer',
  request: {
    params: z.object({ id: KeyId }),
    body: { content: { 'application/json': { schema: OnlyTheName } }, required: true },
  },
  responses: answers(200, ApiKey, 'The key under its new name'),
})

const remove = createRoute({
  method: 'delete',
  path: `${API_KEYS_PATH}/{id}`,
  summary: 'Delete one of the caller’s keys, or a service key that they administer; it stops working at once',
  request: { params: z.object({ id: KeyId }) },
  responses: { 204: { description: 'Deleted' } },
})

export function apiKeyRoutes(deps: KeyDependencies) {
  return newRouter()
    .openapi(mint, async (c) => {
      const request = c.req.valid('json')
      const person = personOf(c.get('principal'))
      const target = mintTarget(person, request)
      const idempotencyKey = c.req.valid('header')['idempotency-key']
      const result = await mintKey(deps, { actor: actorOf(c), person, target, request, idempotencyKey })
      return c.json(minted(result, request), 201, { 'cache-control': 'no-store' })
    })
    .openapi(list, async (c) => {
      const person = personOf(c.get('principal'))
      const { organizationId } = c.req.valid('query')
      const scope = organizationId === undefined ? null : authorize(person, organizationId, 'member')
      return c.json(await listOwnKeys(deps, person, scope), 200)
    })
    .openapi(rename, async (c) => {
      const custody = managedBy(personOf(c.get('principal')))
      const { name } = c.req.valid('json')
      const result = await renameKey(deps, actorOf(c), custody, c.req.valid('param').id, name)
      switch (result.outcome) {
        case 'renamed':
          return c.json(result.key, 200)
        case 'not-found':
          throw noSuchKey()
        case 'name-taken':
          throw nameTaken(name)
        default:
          return result satisfies never
      }
    })
    .openapi(remove, async (c) => {
      const custody = managedBy(personOf(c.get('principal')))
      const result = await deleteKey(deps, actorOf(c), custody, c.req.valid('param').id)
      if (result.outcome === 'not-found') throw noSuchKey()
      return c.body(null, 204)
    })
}
