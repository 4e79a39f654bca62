// Who hears of what. A hint carries no data, yet it says that something happened: so it goes to those alone who may read what it is about,
// as they reach it now. Pure.
import type { Hint, HintTopic } from '#contract/hint'
import { atLeast, type Role } from '#contract/organization'
import type { Change } from '../database/index.ts'
import type { Principal } from '../identity/index.ts'

/** With the organizations as they are now. */
export type Listener = Pick<Principal, 'kind' | 'user' | 'organizations'>

/** What an organization's members see changing, from which role on. Keys and tokens read machines and providers alone (K12). */
const TOPICS: readonly { topic: HintTopic; role: Role; personOnly: boolean }[] = [
  { topic: 'api-keys', role: 'admin', personOnly: true },
  { topic: 'members', role: 'member', personOnly: true },
  { topic: 'invitations', role: 'admin', personOnly: true },
  { topic: 'providers', role: 'member', personOnly: false },
  { topic: 'hosts', role: 'member', personOnly: false },
]

const own = (topic: HintTopic): Hint => ({ topic, organizationId: null })

export function hintsOf(change: Change, listener: Listener): Hint[] {
  const { organizationId, userId } = change
  const isPerson = listener.kind === 'session'
  const isOwn = listener.user !== null && listener.user.id === userId
  switch (change.table) {
    case 'apiKey':
      return [...ofOrganization('api-keys', organizationId, listener), ...(isPerson && isOwn ? [own('api-keys')] : [])]
    case 'member':
      // Keys of whoever comes or goes become good or stale.
      return (['members', 'api-keys'] as const).flatMap((topic) => ofOrganization(topic, organizationId, listener))
    case 'organizationInvitation':
      return ofOrganization('invitations', organizationId, listener)
    case 'provider':
    case 'providerCredential':
    case 'gatewayPolicy':
      return ofOrganization('providers', organizationId, listener)
    case 'ownCredential':
      return isOwn ? ofOrganization('providers', organizationId, listener) : []
    case 'keyLimit':
      return ofOrganization('api-keys', organizationId, listener)
    case 'host':
      return ofOrganization('hosts', organizationId, listener)
    case 'organization':
      return listener.organizations.some(({ id }) => id === organizationId) ? [own('organizations')] : []
    case 'session':
      return isPerson && isOwn ? [own('sessions')] : []
    case 'user':
      // Which organizations somebody else's name is shown in, a change does not say.
      return []
    default:
      return change.table satisfies never
  }
}

/** All that this listener could ever hear of: what to look at again when nobody knows what changed. */
export function everyHint(listener: Listener): Hint[] {
  const ofPerson: HintTopic[] =
    listener.kind === 'session' ? ['organizations', 'api-keys', 'sessions'] : ['organizations']
  const shared = listener.organizations.flatMap(({ id }) =>
    TOPICS.flatMap(({ topic }) => ofOrganization(topic, id, listener)),
  )
  return [...ofPerson.map(own), ...shared]
}

function ofOrganization(topic: HintTopic, organizationId: string | null, { kind, organizations }: Listener): Hint[] {
  const membership = organizations.find(({ id }) => id === organizationId)
  const audience = TOPICS.find((entry) => entry.topic === topic)
  if (membership === undefined || audience === undefined || !atLeast(membership.role, audience.role)) return []
  return audience.personOnly && kind !== 'session' ? [] : [{ topic, organizationId }]
}
