// The log of a session: events numbered from 1 without a gap, because the number is taken in the transaction that writes
// the event. Whoever appends first locks the session's row, so that what is read after it is true until the commit.
import type { Selectable, Transaction } from 'kysely'
import { ChatEvent } from '#contract/chat'
import type { Bus } from '../bus/index.ts'
import type { Database, Tables } from '../database/index.ts'

export type SessionRef = { organizationId: string; sessionId: string }
export type TurnRef = SessionRef & { turnId: string }

type WithoutPosition<T> = T extends unknown ? Omit<T, 'sequence' | 'at' | 'turnId'> : never
/** What happened, before the log gives it a place. */
export type NewEvent = WithoutPosition<ChatEvent>

/** On the bus: the session's log has grown, or is gone. */
export const logTopic = ({ organizationId, sessionId }: SessionRef) => `chat/${organizationId}/${sessionId}/log`

export function announce(bus: Bus, ref: SessionRef): void {
  bus.publish(logTopic(ref), '')
}

/** The session's row, locked until the transaction ends. An update that changes nothing locks on both databases. */
export function lockSession(
  trx: Transaction<Tables>,
  { organizationId, sessionId }: SessionRef,
): Promise<Selectable<Tables['chatSession']> | undefined> {
  return trx
    .updateTable('chatSession')
    .set((row) => ({ lastSequence: row.ref('lastSequence') }))
    .where('organizationId', '=', organizationId)
    .where('id', '=', sessionId)
    .returningAll()
    .executeTakeFirst()
}

/** To be called with the session locked. */
export async function appendEvent(
  trx: Transaction<Tables>,
  { organizationId, sessionId, turnId }: TurnRef,
  at: number,
  { type, ...payload }: NewEvent,
): Promise<void> {
  const { lastSequence: sequence } = await trx
    .updateTable('chatSession')
    .set((row) => ({ lastSequence: row('lastSequence', '+', 1), updatedAt: at }))
    .where('organizationId', '=', organizationId)
    .where('id', '=', sessionId)
    .returning('lastSequence')
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('chatEvent')
    .values({ organizationId, sessionId, sequence, at, turnId, type, payload: JSON.stringify(payload) })
    .execute()
}

/** Events after the cursor, in order; all of them, or the next `limit`. */
export async function readEvents(
  { read }: Pick<Database, 'read'>,
  { organizationId, sessionId }: SessionRef,
  after: number,
  limit?: number,
): Promise<ChatEvent[]> {
  const rows = await read
    .selectFrom('chatEvent')
    .select(['sequence', 'at', 'turnId', 'type', 'payload'])
    .where('organizationId', '=', organizationId)
    .where('sessionId', '=', sessionId)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
    .execute()
  return rows.map(({ payload, ...position }) => ChatEvent.parse({ ...JSON.parse(payload), ...position }))
}
