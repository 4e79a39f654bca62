// The host's typed view of the control plane's HTTP contract. Answers are parsed, not trusted: the control plane may be
// another version than ours.
import { z } from 'zod'
import {
  CHAT_SESSIONS_PATH,
  ChatEvent,
  ChatSession,
  type SendMessageRequest,
  type StartSessionRequest,
} from '#contract/chat'
import { HOSTS_PATH, Host, type RegisterHostRequest } from '#contract/host'
import { ME_PATH, Me } from '#contract/identity'
import { deviceCalls, sessionCalls } from './account-calls.ts'
import { type Call, createCall, type Target } from './call.ts'
import { followEvents } from './events.ts'
import { policyCalls, usageCalls } from './gateway-calls.ts'
import { apiKeyCalls } from './key-calls.ts'
import { auditCalls, invitationCalls, memberCalls, organizationCalls } from './people-calls.ts'
import { ownKeyCalls, providerCalls } from './provider-calls.ts'

export type ControlPlaneClient = ReturnType<typeof createControlPlaneClient>

/** Every method rejects with a `Failure`: the control plane's own, or `control-plane-unreachable`. */
export function createControlPlaneClient(target: Target) {
  const call = createCall(target)
  return {
    target,
    me: () => call(Me, 'GET', ME_PATH),
    organizations: organizationCalls(call),
    members: memberCalls(call),
    invitations: invitationCalls(call),
    audit: auditCalls(call),
    apiKeys: apiKeyCalls(call),
    sessions: sessionCalls(call),
    devices: deviceCalls(call),
    hosts: hostCalls(call),
    providers: providerCalls(call),
    ownKeys: ownKeyCalls(call),
    chat: chatCalls(call, target),
    gatewayPolicy: policyCalls(call),
    usage: usageCalls(call, target),
  }
}

const hostCalls = (call: Call) => ({
  list: (organizationId: string) => call(z.array(Host), 'GET', HOSTS_PATH, { organizationId }),
  register: (body: RegisterHostRequest) =>
    call(Host, 'POST', HOSTS_PATH, { body, organizationId: body.organizationId }),
})

const chatCalls = (call: Call, target: Target) => {
  const path = (id: string) => `${CHAT_SESSIONS_PATH}/${encodeURIComponent(id)}`
  return {
    list: (organizationId: string) => call(z.array(ChatSession), 'GET', CHAT_SESSIONS_PATH, { organizationId }),
    start: (organizationId: string, body: StartSessionRequest) =>
      call(ChatSession, 'POST', CHAT_SESSIONS_PATH, { organizationId, body }),
    delete: (organizationId: string, id: string) => call(z.null(), 'DELETE', path(id), { organizationId }),
    send: (organizationId: string, id: string, body: SendMessageRequest) =>
      call(z.object({ turnId: z.string() }), 'POST', `${path(id)}/turns`, { organizationId, body }),
    stop: (organizationId: string, id: string) => call(z.null(), 'POST', `${path(id)}/stop`, { organizationId }),
    /** Replays from after `cursor`, then follows, until the signal aborts. */
    events: (organizationId: string, id: string, cursor: number, signal: AbortSignal) =>
      followEvents(ChatEvent, target, `${path(id)}/events`, { organizationId, cursor, signal }),
  }
}
