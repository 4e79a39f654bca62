// The turns of a session: at most one runs, each ends exactly once, and one whose runner is gone is ended by another.
import type { SendMessageRequest, TurnState } from '#contract/chat'
import type { Database } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { newId } from '../secret/index.ts'
import { appendEvent, lockSession, type NewEvent, type TurnRef } from './event-log.ts'
import { titleOf } from './session-title.ts'

export type TurnDependencies = Pick<Database, 'db'> & { now: () => number }

/** Who runs a turn, and until when others must believe it. */
export type Lease = { runnerId: string; leaseUntil: number }

/** A turn's last event, and the state that it leaves the turn in. */
export type TurnEnd = Exclude<NewEvent, { type: 'turn-started' | 'text-delta' }>
const STATES: Record<TurnEnd['type'], TurnState> = {
  'turn-completed': 'completed',
  'turn-failed': 'failed',
  'turn-cancelled': 'cancelled',
  'turn-interrupted': 'interrupted',
}

export type BeginResult =
  | { outcome: 'begun'; turn: TurnRef }
  /** The idempotency key was used before: that turn, and nothing new. */
  | { outcome: 'already-begun'; turnId: string }
  | { outcome: 'still-running' }
  | { outcome: 'no-session' }

export async function beginTurn(
  { db, now }: TurnDependencies,
  scope: OrgScope,
  sessionId: string,
  { text, idempotencyKey = undefined }: SendMessageRequest,
  model: string | null,
  lease: Lease,
): Promise<BeginResult> {
  const { organizationId } = scope
  const turn = { organizationId, sessionId, turnId: newId('turn') }
  return db.transaction().execute(async (trx): Promise<BeginResult> => {
    const session = await lockSession(trx, turn)
    if (session === undefined || session.ownerId !== scope.ownerId) return { outcome: 'no-session' }
    const turns = trx
      .selectFrom('chatTurn')
      .select('id')
      .where('organizationId', '=', organizationId)
      .where('sessionId', '=', sessionId)
    if (idempotencyKey !== undefined) {
      const earlier = await turns.where('idempotencyKey', '=', idempotencyKey).executeTakeFirst()
      if (earlier !== undefined) return { outcome: 'already-begun', turnId: earlier.id }
    }
    const running = await turns.where('state', '=', 'running').executeTakeFirst()
    if (running !== undefined) return { outcome: 'still-running' }
    const row = { organizationId, sessionId, id: turn.turnId, idempotencyKey: idempotencyKey ?? null }
    await trx
      .insertInto('chatTurn')
      .values({ ...row, state: 'running', ...lease })
      .execute()
    await appendEvent(trx, turn, now(), { type: 'turn-started', text, model })
    if (session.title === '') {
      await trx
        .updateTable('chatSession')
        .set({ title: titleOf(text) })
        .where('organizationId', '=', organizationId)
        .where('id', '=', sessionId)
        .execute()
    }
    return { outcome: 'begun', turn }
  })
}

/** False if the turn is over already, or its session is gone: then nothing was said. */
export function addText({ db, now }: TurnDependencies, turn: TurnRef, text: string): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    if ((await lockSession(trx, turn)) === undefined) return false
    const running = await trx
      .selectFrom('chatTurn')
      .select('id')
      .where('organizationId', '=', turn.organizationId)
      .where('id', '=', turn.turnId)
      .where('state', '=', 'running')
      .executeTakeFirst()
    if (running === undefined) return false
    await appendEvent(trx, turn, now(), { type: 'text-delta', text })
    return true
  })
}

/** False if it had ended already. */
export function endTurn({ db, now }: TurnDependencies, turn: TurnRef, end: TurnEnd): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    if ((await lockSession(trx, turn)) === undefined) return false
    const ended = await trx
      .updateTable('chatTurn')
      .set({ state: STATES[end.type] })
      .where('organizationId', '=', turn.organizationId)
      .where('id', '=', turn.turnId)
      .where('state', '=', 'running')
      .executeTakeFirst()
    if (ended.numUpdatedRows === 0n) return false
    await appendEvent(trx, turn, now(), end)
    return true
  })
}

export async function renewLeases({ db }: TurnDependencies, turnIds: string[], lease: Lease): Promise<void> {
  if (turnIds.length === 0) return
  await db
    .updateTable('chatTurn')
    .set({ leaseUntil: lease.leaseUntil })
    .where('runnerId', '=', lease.runnerId)
    .where('state', '=', 'running')
    .where('id', 'in', turnIds)
    .execute()
}

/**
 * Running turns that nobody runs: their lease ended. A SQLite file has one control plane at a time, so there a runner
 * that starts knows at once that the turns of every other runner are abandoned.
 */
export async function abandonedTurns(
  { db, dialect, now }: TurnDependencies & Pick<Database, 'dialect'>,
  runnerId: string,
): Promise<TurnRef[]> {
  const rows = await db
    .selectFrom('chatTurn')
    .select(['organizationId', 'sessionId', 'id as turnId'])
    .where('state', '=', 'running')
    .where((row) =>
      dialect === 'sqlite'
        ? row.or([row('leaseUntil', '<', now()), row('runnerId', '!=', runnerId)])
        : row('leaseUntil', '<', now()),
    )
    .execute()
  return rows
}
