// The events of a session after a cursor: first those that are there, then each as it comes. The database alone says what
// comes next; the bus only says when to look, so nothing overtakes, is missed or comes twice, and no queue can grow.
import type { ChatEvent } from '#contract/chat'
import { type Bus, createAlarm } from '../bus/index.ts'
import type { Database } from '../database/index.ts'
import { KEEP_ALIVE_MS } from '../http/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { logTopic, readEvents } from './event-log.ts'
import { findSession } from './sessions.ts'

export type FollowDependencies = Pick<Database, 'read'> & {
  bus: Bus
  /** Milliseconds; only tests set another. */
  quietMs?: number
}

/** Events read at once: a long history is sent in pieces that fit a socket's buffer. */
const BATCH = 200

/**
 * Yields batches, an empty one when it was quiet for a while. Ends when the signal aborts or the session is deleted. The
 * log is looked at after a quiet time too, in case a message of the bus was lost.
 */
export async function* followSession(
  deps: FollowDependencies,
  scope: OrgScope,
  sessionId: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<ChatEvent[]> {
  const ref = { organizationId: scope.organizationId, sessionId }
  const alarm = createAlarm(signal)
  using _subscription = await deps.bus.subscribe(logTopic(ref), alarm.ring)
  let cursor = after
  while (!signal.aborted) {
    alarm.reset()
    const events = await readEvents(deps, ref, cursor, BATCH)
    cursor = events.at(-1)?.sequence ?? cursor
    if (events.length > 0) {
      yield events
      continue
    }
    if ((await findSession(deps, scope, sessionId)) === null) return
    if (!(await alarm.rang(deps.quietMs ?? KEEP_ALIVE_MS))) yield []
  }
}
