import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { forget } from './forget.ts'

const keyOf = (area: string, procedure: string, input?: object) => [
  [area, procedure],
  { ...(input && { input }), type: 'query' },
]
const STATE = keyOf('app', 'state')
const PLANES = keyOf('controlPlanes', 'list')
const OWN_KEYS = keyOf('apiKeys', 'list', {})
const MEMBERS_A = keyOf('members', 'list', { organizationId: 'org_a' })
const MEMBERS_B = keyOf('members', 'list', { organizationId: 'org_b' })
const AUDIT_A = [...keyOf('audit', 'page', { organizationId: 'org_a', action: 'signed-in' }), 'pages']

function filled(): QueryClient {
  const client = new QueryClient()
  for (const key of [STATE, PLANES, OWN_KEYS, MEMBERS_A, MEMBERS_B, AUDIT_A]) client.setQueryData(key, 'known')
  return client
}

const known = (client: QueryClient) =>
  client
    .getQueryCache()
    .getAll()
    .filter(({ state }) => state.data !== undefined)
    .map(({ queryKey }) => queryKey)

it('forgets what belongs to an organization that was lost, whatever else was asked of it, and nothing more', () => {
  const client = filled()
  const gone = [{ id: 'org_a', name: 'Harbour', slug: 'harbour', role: 'member' as const }]
  forget(client.getQueryCache(), { what: 'organizations', gone })
  expect(known(client)).toEqual([STATE, PLANES, OWN_KEYS, MEMBERS_B])
})

it('forgets all that came from a control plane, and keeps what is the host’s own', () => {
  const client = filled()
  forget(client.getQueryCache(), { what: 'everything' })
  expect(known(client)).toEqual([STATE, PLANES])
})

it('forgets nothing when nothing was taken away', () => {
  const client = filled()
  forget(client.getQueryCache(), { what: 'nothing' })
  expect(known(client)).toHaveLength(6)
})

it('takes it from the screen at once, also where it is shown', () => {
  const client = filled()
  const observer = new QueryObserver(client, { queryKey: OWN_KEYS, queryFn: () => new Promise(() => {}) })
  const stop = observer.subscribe(() => undefined)
  forget(client.getQueryCache(), { what: 'everything' })
  expect(observer.getCurrentResult().data).toBeUndefined()
  stop()
})
