// A chat session is an append-only log of events with a gap-free sequence; what is seen is a fold over it.
import { z } from 'zod'
import { FailureBody } from '../failure/index.ts'
import { OrganizationId } from '../organization/index.ts'

export const CHAT_SESSIONS_PATH = '/v1/chat/sessions'

export const ChatSession = z.object({
  id: z.string(),
  organizationId: OrganizationId,
  /** The first words of the first message, until renamed. */
  title: z.string(),
  agentId: z.string(),
  createdAt: z.number().int(),
  updatedAt: z.number().int(),
  /** Sequence of the last event; 0 when there is none yet. */
  lastSequence: z.number().int(),
})
export type ChatSession = z.infer<typeof ChatSession>

/** Chosen by the client; the same request sent twice is carried out once (C10). */
const IdempotencyKey = z.string().regex(/^[\x21-\x7e]{8,100}$/, 'must be 8 to 100 printable ASCII characters')

/** Omitting `agentId` uses the organization's default agent (C1). */
export const StartSessionRequest = z.object({
  agentId: z.string().max(64).optional(),
  idempotencyKey: IdempotencyKey.optional(),
})
export type StartSessionRequest = z.infer<typeof StartSessionRequest>

export const SendMessageRequest = z.object({
  text: z.string().trim().min(1).max(200_000),
  idempotencyKey: IdempotencyKey.optional(),
})
export type SendMessageRequest = z.infer<typeof SendMessageRequest>

export const SentMessage = z.object({ turnId: z.string() })
export type SentMessage = z.infer<typeof SentMessage>

export type TurnState = 'running' | 'completed' | 'failed' | 'cancelled' | 'interrupted'

const position = { sequence: z.number().int().positive(), at: z.number().int(), turnId: z.string() }

/** `sequence` counts from 1 without gaps within a session; times are milliseconds since the epoch. */
export const ChatEvent = z.discriminatedUnion('type', [
  z.object({ ...position, type: z.literal('turn-started'), text: z.string(), model: z.string().nullable() }),
  z.object({ ...position, type: z.literal('text-delta'), text: z.string() }),
  z.object({
    ...position,
    type: z.literal('turn-completed'),
    inputTokens: z.number().int(),
    outputTokens: z.number().int(),
  }),
  z.object({ ...position, type: z.literal('turn-failed'), failure: FailureBody }),
  /** With the failure when nobody stopped it, but the person who had asked may no longer. */
  z.object({ ...position, type: z.literal('turn-cancelled'), failure: FailureBody.optional() }),
  z.object({ ...position, type: z.literal('turn-interrupted') }),
])
export type ChatEvent = z.infer<typeof ChatEvent>
