// `/v1/chat/sessions`: a person's sessions in the acting organization, their turns, and their events as a stream.
import { createRoute, z } from '@hono/zod-openapi'
import {
  CHAT_SESSIONS_PATH,
  ChatEvent,
  ChatSession,
  SendMessageRequest,
  SentMessage,
  StartSessionRequest,
} from '#contract/chat'
import { Failure } from '#contract/failure'
import type { AgentDependencies } from '../agent/index.ts'
import { answers, callerFor, eventStream, newRouter, scopeFor } from '../http/index.ts'
import type { LiveAccess } from '../identity/index.ts'
import { announce } from './event-log.ts'
import { eventTexts } from './event-texts.ts'
import { type FollowDependencies, followSession } from './follow-session.ts'
import { deleteSession, findSession, listSessions, startSession } from './sessions.ts'
import type { TurnRunner } from './turn-runner.ts'

export type ChatDependencies = AgentDependencies & FollowDependencies & { turns: TurnRunner; live: LiveAccess }

/** Wide enough for any id of ours and for a guess, which is then not found. */
const OneSession = z.object({ sessionId: z.string().regex(/^\w{1,64}$/, 'is not the id of a session') })
const PATH = `${CHAT_SESSIONS_PATH}/{sessionId}`
const cursor = z.coerce.number().int().min(0).optional()

const list = createRoute({
  method: 'get',
  path: CHAT_SESSIONS_PATH,
  summary: 'Your chat sessions in the acting organization, latest first',
  responses: answers(200, z.array(ChatSession), 'Sessions'),
})

const start = createRoute({
  method: 'post',
  path: CHAT_SESSIONS_PATH,
  summary: 'Start a session; without an agent it is with the organization’s default agent',
  request: { body: { content: { 'application/json': { schema: StartSessionRequest } }, required: true } },
  responses: answers(201, ChatSession, 'The session'),
})

const get = createRoute({
  method: 'get',
  path: PATH,
  summary: 'One session',
  request: { params: OneSession },
  responses: answers(200, ChatSession, 'The session'),
})

const remove = createRoute({
  method: 'delete',
  path: PATH,
  summary: 'Stop and delete a session with its history',
  request: { params: OneSession },
  responses: { 204: { description: 'Deleted' } },
})

const send = createRoute({
  method: 'post',
  path: `${PATH}/turns`,
  summary: 'Say something; the answer is in the events',
  request: {
    params: OneSession,
    body: { content: { 'application/json': { schema: SendMessageRequest } }, required: true },
  },
  responses: answers(201, SentMessage, 'The turn that has begun'),
})

const stop = createRoute({
  method: 'post',
  path: `${PATH}/stop`,
  summary: 'Stop the running turn, if there is one; what was said is kept',
  request: { params: OneSession },
  responses: { 204: { description: 'Being stopped' } },
})

const events = createRoute({
  method: 'get',
  path: `${PATH}/events`,
  summary: 'The events after a cursor, then each as it comes, as server-sent events',
  description:
    'The id of an event is its sequence. `Last-Event-ID`, which a reconnecting client sends, goes before `after`.',
  request: {
    params: OneSession,
    query: z.object({ after: cursor }),
    headers: z.object({ 'last-event-id': cursor }),
  },
  responses: { 200: { content: { 'text/event-stream': { schema: ChatEvent } }, description: 'A stream of events' } },
})

export function chatRoutes(deps: ChatDependencies) {
  return newRouter()
    .openapi(list, async (c) => c.json(await listSessions(deps, scopeFor(c, 'member')), 200))
    .openapi(start, async (c) => {
      const result = await startSession(deps, scopeFor(c, 'member'), c.req.valid('json'))
      if (result.outcome === 'started') return c.json(result.session, 201)
      throw new Failure('bad-request', 'This organization has no such agent.', { field: 'agentId' })
    })
    .openapi(get, async (c) => {
      const session = await findSession(deps, scopeFor(c, 'member'), c.req.valid('param').sessionId)
      if (session === null) throw noSession()
      return c.json(session, 200)
    })
    .openapi(remove, async (c) => {
      const scope = scopeFor(c, 'member')
      const { sessionId } = c.req.valid('param')
      if (!(await deleteSession(deps, scope, sessionId))) throw noSession()
      const ref = { organizationId: scope.organizationId, sessionId }
      deps.turns.stop(ref)
      announce(deps.bus, ref)
      return c.body(null, 204)
    })
    .openapi(send, async (c) => {
      const result = await deps.turns.send(callerFor(c, 'member'), c.req.valid('param').sessionId, c.req.valid('json'))
      switch (result.outcome) {
        case 'begun':
          return c.json({ turnId: result.turn.turnId }, 201)
        case 'already-begun':
          return c.json({ turnId: result.turnId }, 201)
        case 'still-running':
          throw new Failure('conflict', 'The last message is still being answered. Stop that first, or wait.')
        case 'no-session':
          throw noSession()
        default:
          return result satisfies never
      }
    })
    .openapi(stop, async (c) => {
      const scope = scopeFor(c, 'member')
      const { sessionId } = c.req.valid('param')
      if ((await findSession(deps, scope, sessionId)) === null) throw noSession()
      deps.turns.stop({ organizationId: scope.organizationId, sessionId })
      return c.body(null, 204)
    })
    .openapi(events, async (c) => {
      const caller = callerFor(c, 'member')
      const { sessionId } = c.req.valid('param')
      if ((await findSession(deps, caller.scope, sessionId)) === null) throw noSession()
      const after = c.req.valid('header')['last-event-id'] ?? c.req.valid('query').after ?? 0
      const stream = eventStream({
        client: c.req.raw.signal,
        hold: (end) => deps.live.hold({ ...caller, end }),
        follow: (signal) => eventTexts(followSession(deps, caller.scope, sessionId, after, signal)),
      })
      return c.body(stream, 200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    })
}

const noSession = () => new Failure('not-found', 'You have no such chat session.')
