// Every door of the control plane and who may pass it: the table that the tenant matrix (K19) holds against the running code. A door
// that is not in it fails the test, so a new route begins here.
import { randomBytes, randomUUID } from 'node:crypto'
import { DEFAULT_POLICY, NO_LIMITS } from '#contract/gateway'
import type { Role } from '#contract/organization'

/** How a request says which organization it is about. */
export type NamedBy = 'path' | 'header' | 'body'

export type Access =
  | { readonly who: 'anybody' }
  /** Whoever presents any credential that is good. */
  | { readonly who: 'signed-in' }
  /** A person with a session; no key, no token (K12). */
  | { readonly who: 'person' }
  | { readonly who: 'role'; readonly role: Role; readonly named: NamedBy; readonly personOnly?: true }
  /** A credential that can be exchanged for a token: any but a token. */
  | { readonly who: 'exchange' }

export type Door = {
  readonly access: Access
  /** What it answers to a caller who may pass: the ids and tickets below are made up, so often 404. */
  readonly passed: number
  /** Made anew for each request, where two of the same would be one. */
  readonly body?: () => Readonly<Record<string, unknown>>
  readonly query?: string
  /** Of the path, where a made-up one would not do. */
  readonly parameters?: Readonly<Record<string, string>>
}

const anybody = { who: 'anybody' } as const
const signedIn = { who: 'signed-in' } as const
const person = { who: 'person' } as const
const byPath = (role: Role) => ({ who: 'role', role, named: 'path' }) as const
const personByPath = (role: Role) => ({ who: 'role', role, named: 'path', personOnly: true }) as const
const byHeader = { who: 'role', role: 'member', named: 'header' } as const
const CODE = () => ({ userCode: 'ABCD2345' })
const NAMED = { provider: 'gpu-box' }
const MODEL = { model: 'm' }
const SECRET = () => ({ secret: 'sk-made-up-0123456789' })
const MESSAGE = () => ({ model: 'none', max_tokens: 1, messages: [{ role: 'user', content: 'hello' }] })

/** `:organizationId` is filled with the organization in question; other parameters with what the door says, or an id that nothing has. */
export const DOORS: Readonly<Record<string, Door>> = {
  'GET /healthz': { access: anybody, passed: 200 },
  'GET /readyz': { access: anybody, passed: 200 },
  'GET /openapi.json': { access: anybody, passed: 200 },
  'GET /docs': { access: anybody, passed: 200 },
  'GET /invitation': { access: anybody, passed: 200 },
  'GET /device': { access: anybody, passed: 200 },

  'GET /v1/me': { access: signedIn, passed: 200 },
  'GET /v1/hints': { access: signedIn, passed: 200 },
  'GET /v1/me/sessions': { access: person, passed: 200 },
  'DELETE /v1/me/sessions/:id': { access: person, passed: 404 },
  'POST /v1/device-sign-ins/describe': { access: person, passed: 404, body: CODE },
  'POST /v1/device-sign-ins/approve': { access: person, passed: 404, body: CODE },
  'POST /v1/device-sign-ins/deny': { access: person, passed: 404, body: CODE },
  'GET /v1/organizations': { access: signedIn, passed: 200 },
  'POST /v1/organizations': { access: person, passed: 201, body: () => ({ name: randomUUID() }) },
  'PATCH /v1/organizations/:organizationId': {
    access: personByPath('admin'),
    passed: 200,
    body: () => ({ name: randomUUID() }),
  },
  'GET /v1/organizations/:organizationId/members': { access: personByPath('member'), passed: 200 },
  'PATCH /v1/organizations/:organizationId/members/:userId': {
    access: personByPath('admin'),
    passed: 404,
    body: () => ({ role: 'member' }),
  },
  'DELETE /v1/organizations/:organizationId/members/:userId': { access: personByPath('admin'), passed: 404 },
  'GET /v1/organizations/:organizationId/invitations': { access: personByPath('admin'), passed: 200 },
  'POST /v1/organizations/:organizationId/invitations': {
    access: personByPath('admin'),
    passed: 201,
    body: () => ({ note: randomUUID() }),
  },
  'DELETE /v1/organizations/:organizationId/invitations/:invitationId': { access: personByPath('admin'), passed: 404 },
  'POST /v1/invitations/preview': { access: person, passed: 404, body: () => ({ token: 'made up' }) },
  'POST /v1/invitations/accept': { access: person, passed: 404, body: () => ({ token: 'made up' }) },
  'GET /v1/organizations/:organizationId/audit': { access: personByPath('admin'), passed: 200 },
  'GET /v1/organizations/:organizationId/audit.csv': { access: personByPath('admin'), passed: 200 },

  'POST /v1/api-keys': {
    access: { who: 'role', role: 'member', named: 'body', personOnly: true },
    passed: 201,
    body: () => ({ name: randomUUID() }),
  },
  'GET /v1/api-keys': { access: person, passed: 200 },
  'PATCH /v1/api-keys/:id': { access: person, passed: 404, body: () => ({ name: 'x' }) },
  'DELETE /v1/api-keys/:id': { access: person, passed: 404 },
  'GET /v1/organizations/:organizationId/api-keys': {
    access: personByPath('admin'),
    passed: 200,
  },
  'DELETE /v1/organizations/:organizationId/api-keys/:keyId': {
    access: personByPath('admin'),
    passed: 404,
    query: 'reason=test',
  },

  'POST /v1/hosts': {
    access: { who: 'role', role: 'member', named: 'body' },
    passed: 201,
    body: () => ({ id: `host_${randomBytes(12).toString('hex')}`, name: 'matrix' }),
  },
  'GET /v1/hosts': { access: byHeader, passed: 200 },
  'DELETE /v1/hosts/:id': { access: byHeader, passed: 404 },

  'GET /v1/organizations/:organizationId/providers': { access: byPath('member'), passed: 200 },
  'DELETE /v1/organizations/:organizationId/providers/:provider': {
    access: byPath('admin'),
    passed: 404,
    parameters: { provider: 'openai' },
  },
  'POST /v1/organizations/:organizationId/providers/:provider/check': {
    access: byPath('admin'),
    passed: 404,
    parameters: { provider: 'openai' },
  },
  'POST /v1/organizations/:organizationId/providers/:provider/credentials': {
    access: byPath('admin'),
    passed: 404,
    parameters: { provider: 'openai' },
    body: SECRET,
  },
  'DELETE /v1/organizations/:organizationId/providers/:provider/credentials/:credentialId': {
    access: byPath('admin'),
    passed: 404,
    parameters: { provider: 'openai' },
  },
  'GET /v1/organizations/:organizationId/own-credentials': { access: personByPath('member'), passed: 200 },
  'PUT /v1/organizations/:organizationId/own-credentials/:provider': {
    access: personByPath('member'),
    passed: 404,
    parameters: { provider: 'elsewhere' },
    body: SECRET,
  },
  'DELETE /v1/organizations/:organizationId/own-credentials/:provider': {
    access: personByPath('member'),
    passed: 404,
    parameters: { provider: 'openai' },
  },
  'GET /v1/usage': { access: byHeader, passed: 200 },
  'GET /v1/organizations/:organizationId/usage': { access: byPath('member'), passed: 200 },
  'GET /v1/organizations/:organizationId/usage.csv': {
    access: byPath('admin'),
    passed: 200,
    query: 'by=day,key,user',
  },
  'GET /v1/organizations/:organizationId/requests': { access: byPath('member'), passed: 200 },
  'GET /v1/organizations/:organizationId/requests/:requestId/prompt': { access: personByPath('admin'), passed: 404 },
  'GET /v1/organizations/:organizationId/gateway-policy': { access: byPath('member'), passed: 200 },
  'PUT /v1/organizations/:organizationId/gateway-policy': {
    access: personByPath('admin'),
    passed: 200,
    body: () => DEFAULT_POLICY,
  },
  'GET /v1/organizations/:organizationId/api-keys/:keyId/limits': { access: byPath('admin'), passed: 404 },
  'PUT /v1/organizations/:organizationId/api-keys/:keyId/limits': {
    access: personByPath('admin'),
    passed: 404,
    body: () => NO_LIMITS,
  },

  'GET /v1/chat/sessions': { access: byHeader, passed: 200 },
  'POST /v1/chat/sessions': { access: byHeader, passed: 400, body: () => ({ agentId: 'agent_made_up' }) },
  'GET /v1/chat/sessions/:sessionId': { access: byHeader, passed: 404 },
  'DELETE /v1/chat/sessions/:sessionId': { access: byHeader, passed: 404 },
  'POST /v1/chat/sessions/:sessionId/turns': { access: byHeader, passed: 404, body: () => ({ text: 'hello' }) },
  'POST /v1/chat/sessions/:sessionId/stop': { access: byHeader, passed: 404 },
  'GET /v1/chat/sessions/:sessionId/events': { access: byHeader, passed: 404 },

  'GET /api/auth/token': { access: { who: 'exchange' }, passed: 200 },

  'POST /ai/anthropic/v1/messages': { access: byHeader, passed: 409, body: MESSAGE },
  'POST /ai/anthropic/v1/messages/count_tokens': { access: byHeader, passed: 409, body: MESSAGE },
  'GET /ai/anthropic/v1/models': { access: byHeader, passed: 409 },
  'GET /ai/anthropic/v1/models/:model': { access: byHeader, passed: 409, parameters: MODEL },
  'POST /ai/openai/v1/chat/completions': { access: byHeader, passed: 409, body: MESSAGE },
  'POST /ai/openai/v1/responses': { access: byHeader, passed: 409, body: MESSAGE },
  'UPGRADE /ai/openai/v1/responses': { access: byHeader, passed: 409 },
  'POST /ai/openai/v1/embeddings': { access: byHeader, passed: 409, body: MESSAGE },
  'GET /ai/openai/v1/models': { access: byHeader, passed: 409 },
  'GET /ai/openai/v1/models/:model': { access: byHeader, passed: 409, parameters: MODEL },

  'POST /ai/:provider/v1/chat/completions': { access: byHeader, passed: 409, body: MESSAGE, parameters: NAMED },
  'POST /ai/:provider/v1/responses': { access: byHeader, passed: 409, body: MESSAGE, parameters: NAMED },
  'UPGRADE /ai/:provider/v1/responses': { access: byHeader, passed: 409, parameters: NAMED },
  'POST /ai/:provider/v1/embeddings': { access: byHeader, passed: 409, body: MESSAGE, parameters: NAMED },
  'GET /ai/:provider/v1/models': { access: byHeader, passed: 409, parameters: NAMED },
  'GET /ai/:provider/v1/models/:model': { access: byHeader, passed: 409, parameters: { ...NAMED, ...MODEL } },

  // After the gateway's doors, which are asked while there is no provider.
  'PUT /v1/organizations/:organizationId/providers/:provider': {
    access: byPath('admin'),
    passed: 200,
    parameters: { provider: 'anthropic' },
    body: () => ({ baseUrl: 'http://127.0.0.1:9', model: 'none' }),
  },

  'UPGRADE /relay/host': { access: byHeader, passed: 404 },
  'UPGRADE /relay/attach': { access: byHeader, passed: 404, query: 'host=host_made_up&terminal=t&role=observer' },
}

/** Doors whose answer does not depend on a principal of ours, each with what guards it. Tests of their own stand where they are built. */
export const OTHER_DOORS: Readonly<Record<string, string>> = {
  'GET /metrics': 'somebody on this machine, or the token of the metrics: metrics/may-read.ts',
  'ALL /api/auth/*': 'everything of the identity library that is not listed: 404',
  'ALL /v1/*': 'makes the principal, or answers 401',
  'ALL /ai/*': 'makes the principal, then refuses unknown paths',
  'POST /api/auth/sign-up/email': 'who may make an account: account/sign-up.ts',
  'POST /api/auth/sign-in/email': 'a password',
  'POST /api/auth/sign-out': 'the session that it ends; anything else is nobody',
  'GET /api/auth/jwks': 'public keys',
  'POST /api/auth/device/code': 'the name of a client of ours, and how often it may ask',
  'POST /api/auth/device/token': 'a code that a person approved: account/device-codes.ts',
  'DELETE /v1/me/sessions': 'ends every session of the person but the one that asks: account/sessions.test.ts',
  'UPGRADE /relay/dial': 'a ticket: relay/dial-door.ts',
}
