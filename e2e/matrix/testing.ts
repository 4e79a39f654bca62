// Every procedure that a window can call, and who may: the other half of the tenant matrix (K19). The host passes on with its own
// credential, so each is asked with every kind of credential that a host can hold.
import { DEFAULT_POLICY, NO_LIMITS } from '#contract/gateway'
import type { Door } from '../../src-control-plane/doors/testing.ts'

type Access = Door['access']

export type Procedure = {
  readonly access: Access
  /** The status of what it answers to a caller who may. */
  readonly passed: number
  /** Beside the organization. */
  readonly input?: () => Readonly<Record<string, unknown>>
}

const signedIn: Access = { who: 'signed-in' }
const person: Access = { who: 'person' }
const member: Access = { who: 'role', role: 'member', named: 'path' }
const admin: Access = { who: 'role', role: 'admin', named: 'path' }
const personIn = (role: 'member' | 'admin'): Access => ({ who: 'role', role, named: 'path', personOnly: true })
const id = () => ({ id: 'made_up' })
const code = () => ({ userCode: 'BCDF2345' })
const token = () => ({ token: 'moor_inv_made_up' })
const provider = { baseUrl: 'http://127.0.0.1:9', model: 'none' }
const name = () => ({ name: crypto.randomUUID() })

export const PROCEDURES: Readonly<Record<string, Procedure>> = {
  'organizations.list': { access: signedIn, passed: 200 },
  'organizations.create': { access: person, passed: 200, input: name },
  'organizations.rename': { access: personIn('admin'), passed: 200, input: name },
  'members.list': { access: personIn('member'), passed: 200 },
  'members.changeRole': {
    access: personIn('admin'),
    passed: 404,
    input: () => ({ userId: 'made_up', role: 'member' }),
  },
  'members.remove': { access: personIn('admin'), passed: 404, input: () => ({ userId: 'made_up' }) },
  'invitations.list': { access: personIn('admin'), passed: 200 },
  'invitations.create': { access: personIn('admin'), passed: 200, input: () => ({ role: 'member' }) },
  'invitations.withdraw': { access: personIn('admin'), passed: 404, input: id },
  'invitations.preview': { access: person, passed: 404, input: token },
  'invitations.accept': { access: person, passed: 404, input: token },
  'audit.page': { access: personIn('admin'), passed: 200 },
  'apiKeys.list': { access: personIn('member'), passed: 200 },
  'apiKeys.create': {
    access: personIn('member'),
    passed: 200,
    input: () => ({ ...name(), kind: 'member', idempotencyKey: crypto.randomUUID() }),
  },
  'apiKeys.rename': { access: person, passed: 404, input: () => ({ ...id(), ...name() }) },
  'apiKeys.delete': { access: person, passed: 404, input: id },
  'apiKeys.ofOrganization': { access: personIn('admin'), passed: 200 },
  'apiKeys.deleteOfOrganization': {
    access: personIn('admin'),
    passed: 404,
    input: () => ({ ...id(), reason: 'because' }),
  },
  'sessions.list': { access: person, passed: 200 },
  'sessions.revoke': { access: person, passed: 404, input: id },
  'devices.describe': { access: person, passed: 404, input: code },
  'devices.approve': { access: person, passed: 404, input: code },
  'devices.deny': { access: person, passed: 404, input: code },
  'hosts.list': { access: member, passed: 200 },
  'providers.list': { access: member, passed: 200 },
  'providers.save': { access: admin, passed: 200, input: () => ({ id: 'anthropic', provider }) },
  'providers.delete': { access: admin, passed: 404, input: () => ({ id: 'openai' }) },
  'providers.check': { access: admin, passed: 404, input: () => ({ id: 'openai' }) },
  'providers.addKey': { access: admin, passed: 404, input: () => ({ id: 'openai', secret: 'made-up' }) },
  'providers.removeKey': { access: admin, passed: 404, input: () => ({ id: 'openai', keyId: 'made_up' }) },
  'ownKeys.list': { access: personIn('member'), passed: 200 },
  'ownKeys.save': {
    access: personIn('member'),
    passed: 404,
    input: () => ({ id: 'elsewhere', secret: 'made-up' }),
  },
  'ownKeys.delete': { access: personIn('member'), passed: 404, input: () => ({ id: 'openai' }) },
  'gateway.policy': { access: member, passed: 200 },
  'gateway.savePolicy': { access: personIn('admin'), passed: 200, input: () => ({ policy: DEFAULT_POLICY }) },
  'gateway.keyLimits': { access: admin, passed: 404, input: () => ({ keyId: 'made_up' }) },
  'gateway.saveKeyLimits': {
    access: personIn('admin'),
    passed: 404,
    input: () => ({ keyId: 'made_up', limits: NO_LIMITS }),
  },
  'chat.list': { access: member, passed: 200 },
  'chat.start': { access: member, passed: 400, input: () => ({ session: { agentId: 'agent_made_up' } }) },
  'chat.delete': { access: member, passed: 404, input: () => ({ sessionId: 'made_up' }) },
  'chat.send': { access: member, passed: 404, input: () => ({ sessionId: 'made_up', message: { text: 'hello' } }) },
  'chat.stop': { access: member, passed: 404, input: () => ({ sessionId: 'made_up' }) },
  'chat.events': { access: member, passed: 404, input: () => ({ sessionId: 'made_up' }) },
  'usage.report': { access: member, passed: 200 },
  'usage.table': { access: admin, passed: 200, input: () => ({ by: 'day,key,user' }) },
  'usage.requests': { access: member, passed: 200 },
  'usage.prompt': { access: personIn('admin'), passed: 404, input: () => ({ requestId: 'made_up' }) },
}

/** Of this machine alone, or of the app itself: what guards them is the window's ticket (L1). */
export const LOCAL_PROCEDURES: readonly string[] = [
  'app.',
  'controlPlanes.',
  'terminals.',
  'recordings.',
  // Acts on the caller itself: would end the session, or the membership, that the matrix asks with. Tested where they are built.
  'sessions.revokeOthers',
  'members.leave',
  // Hints carry no data; which ones a caller gets is tested where they are made.
  'hints.',
]
