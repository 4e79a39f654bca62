// Chat sessions: found by organization and id, and by their owner alone. To anybody else they do not exist.
import type { Selectable } from 'kysely'
import type { ChatSession, StartSessionRequest } from '#contract/chat'
import { type AgentDependencies, findAgent, provisionDefaultAgent } from '../agent/index.ts'
import type { Database, Tables } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { newId } from '../secret/index.ts'

/** More than a list can usefully show; older sessions are still there by their address. */
const MAX_LISTED = 500

export type StartResult = { outcome: 'started'; session: ChatSession } | { outcome: 'no-such-agent' }

/** With an idempotency key that was used before, the session of that time. */
export async function startSession(
  deps: AgentDependencies,
  scope: OrgScope,
  { agentId, idempotencyKey = undefined }: StartSessionRequest,
): Promise<StartResult> {
  const { organizationId, ownerId } = scope
  const agent =
    agentId === undefined ? await provisionDefaultAgent(deps, organizationId) : await findAgent(deps, scope, agentId)
  if (agent === null) return { outcome: 'no-such-agent' }
  const at = deps.now()
  const id = newId('chat')
  const fresh = { organizationId, id, ownerId, agentId: agent.id, title: '', createdAt: at, updatedAt: at }
  await deps.db
    .insertInto('chatSession')
    .values({ ...fresh, lastSequence: 0, idempotencyKey: idempotencyKey ?? null })
    .onConflict((conflict) => conflict.columns(['organizationId', 'ownerId', 'idempotencyKey']).doNothing())
    .execute()
  const found = await ownSessions(deps.db, scope)
    .where((row) => (idempotencyKey === undefined ? row('id', '=', id) : row('idempotencyKey', '=', idempotencyKey)))
    .executeTakeFirstOrThrow()
  return { outcome: 'started', session: shown(found) }
}

/** The one that changed last comes first. */
export async function listSessions({ read }: Pick<Database, 'read'>, scope: OrgScope): Promise<ChatSession[]> {
  const rows = await ownSessions(read, scope).orderBy('updatedAt', 'desc').orderBy('id').limit(MAX_LISTED).execute()
  return rows.map(shown)
}

export async function findSession(
  { read }: Pick<Database, 'read'>,
  scope: OrgScope,
  id: string,
): Promise<ChatSession | null> {
  const found = await ownSessions(read, scope).where('id', '=', id).executeTakeFirst()
  return found === undefined ? null : shown(found)
}

/** With its log and turns. True if there was one. */
export async function deleteSession({ db }: Pick<Database, 'db'>, scope: OrgScope, id: string): Promise<boolean> {
  const result = await db
    .deleteFrom('chatSession')
    .where('organizationId', '=', scope.organizationId)
    .where('ownerId', '=', scope.ownerId)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

function ownSessions(db: Database['read'], scope: OrgScope) {
  return db
    .selectFrom('chatSession')
    .selectAll()
    .where('organizationId', '=', scope.organizationId)
    .where('ownerId', '=', scope.ownerId)
}

function shown(row: Selectable<Tables['chatSession']>): ChatSession {
  const { id, organizationId, title, agentId, createdAt, updatedAt, lastSequence } = row
  return { id, organizationId, title, agentId, createdAt, updatedAt, lastSequence }
}
