// Chat for tests: real HTTP, a real database, the real gateway before one scripted upstream, and a reader of event streams.
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { expect } from 'vitest'
import { ChatEvent, ChatSession, SentMessage } from '#contract/chat'
import { createInProcessBus } from '../bus/index.ts'
import type { TestDatabase } from '../database/testing.ts'
import {
  openGatewayForTest,
  type Person,
  PROVIDER_SECRET,
  type TestGateway,
  type TestServer,
} from '../gateway/testing.ts'
import { usageRoutes } from '../ledger/index.ts'
import { ownCredentialRoutes, providerRoutes } from '../provider/index.ts'
import { chatRoutes, startTurnRunner, type TurnRunner } from './index.ts'

type In = { 'x-mooring-organization': string }

export type TestChat = AsyncDisposable & {
  readonly gateway: TestGateway
  readonly deps: TestGateway['deps'] & { bus: ReturnType<typeof createInProcessBus>; turns: TurnRunner }
  readonly server: TestServer
  /** Points a provider of the organization at the scripted upstream. */
  connect: (organizationId: string, provider?: 'anthropic' | 'openai') => Promise<void>
  start: (person: Person, organizationId: string, body?: object) => Promise<ChatSession>
  send: (person: Person, session: ChatSession, text: string, idempotencyKey?: string) => Promise<string>
  stop: (person: Person, session: ChatSession) => Promise<void>
  /** Events after a cursor until the reader stops. */
  events: (person: Person, session: ChatSession, after?: number) => AsyncGenerator<ChatEvent>
  /** Events after a cursor, up to the end of the next turn. */
  turn: (person: Person, session: ChatSession, after?: number) => Promise<ChatEvent[]>
}

export async function openChatForTest(create: () => Promise<TestDatabase>): Promise<TestChat> {
  await using stack = new AsyncDisposableStack()
  const gateway = stack.use(await openGatewayForTest(create))
  const shared = { ...gateway.deps, bus: createInProcessBus() }
  const deps = { ...shared, turns: stack.use(await startTurnRunner(shared)) }
  const server = await gateway.serve(
    chatRoutes(deps),
    providerRoutes(deps),
    ownCredentialRoutes(deps),
    usageRoutes(deps),
  )
  const open = stack.move()
  const pathOf = ({ id }: ChatSession) => `/v1/chat/sessions/${id}`
  const within = ({ organizationId }: Pick<ChatSession, 'organizationId'>): In => ({
    'x-mooring-organization': organizationId,
  })
  async function* events(person: Person, session: ChatSession, after = 0): AsyncGenerator<ChatEvent> {
    const leave = new AbortController()
    const path = `${pathOf(session)}/events?after=${after}`
    const options = { headers: within(session), signal: leave.signal }
    const { body, status } = await server.open(person.session, 'GET', path, options)
    expect(status).toBe(200)
    const messages = body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
    try {
      for await (const { id, data } of messages ?? []) {
        const event = ChatEvent.parse(JSON.parse(data))
        expect(id).toBe(String(event.sequence))
        yield event
      }
    } finally {
      leave.abort()
    }
  }
  return {
    gateway,
    deps,
    server,
    events,
    async connect(organizationId, provider = 'anthropic') {
      const { anthropicBaseUrl, openaiBaseUrl } = gateway.upstream
      const baseUrl = provider === 'anthropic' ? anthropicBaseUrl : openaiBaseUrl
      const admin = await gateway.addPerson('Admin', { [organizationId]: 'admin' })
      const body = { baseUrl, model: 'scripted-1', secret: PROVIDER_SECRET }
      const path = `/v1/organizations/${organizationId}/providers/${provider}`
      expect((await server.call(admin.session, 'PUT', path, { body })).status).toBe(200)
    },
    async start(person, organizationId, body = {}) {
      const options = { body, headers: within({ organizationId }) }
      return ChatSession.parse((await server.call(person.session, 'POST', '/v1/chat/sessions', options)).json)
    },
    async send(person, session, text, idempotencyKey) {
      const options = { body: { text, idempotencyKey }, headers: within(session) }
      const answer = await server.call(person.session, 'POST', `${pathOf(session)}/turns`, options)
      return SentMessage.parse(answer.json).turnId
    },
    async stop(person, session) {
      const answer = await server.call(person.session, 'POST', `${pathOf(session)}/stop`, { headers: within(session) })
      expect(answer.status).toBe(204)
    },
    async turn(person, session, after) {
      const seen: ChatEvent[] = []
      for await (const event of events(person, session, after)) {
        seen.push(event)
        if (!['turn-started', 'text-delta'].includes(event.type)) break
      }
      return seen
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

export function textOf(events: readonly ChatEvent[]): string {
  return events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('')
}
