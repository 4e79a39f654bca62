// Which answers a hint makes old: exactly those that show what it names, so that nothing else is asked again.
import type { Hint, HintTopic } from '#contract/hint'

/** A procedure of the host's router, and which questions to it are meant. */
export type Outdated = { path: readonly [string, string]; organizationId: string | null }

const OF_ORGANIZATION: Record<HintTopic, readonly (readonly [string, string])[]> = {
  'api-keys': [
    ['apiKeys', 'ofOrganization'],
    ['gateway', 'keyLimits'],
    ['audit', 'page'],
  ],
  organizations: [['audit', 'page']],
  members: [
    ['members', 'list'],
    // Whose keys are stale has changed with them.
    ['apiKeys', 'ofOrganization'],
    ['audit', 'page'],
  ],
  invitations: [
    ['invitations', 'list'],
    ['audit', 'page'],
  ],
  providers: [
    ['providers', 'list'],
    ['ownKeys', 'list'],
    ['gateway', 'policy'],
    ['audit', 'page'],
  ],
  hosts: [['hosts', 'list']],
  sessions: [],
}

/** What a person sees across their organizations. */
const OF_PERSON: Record<HintTopic, readonly (readonly [string, string])[]> = {
  'api-keys': [['apiKeys', 'list']],
  // The host reads identity and memberships again by itself and tells the window.
  organizations: [
    ['organizations', 'list'],
    ['apiKeys', 'list'],
  ],
  members: [['apiKeys', 'list']],
  invitations: [],
  providers: [],
  hosts: [],
  sessions: [['sessions', 'list']],
}

export function queriesOf({ topic, organizationId }: Hint): Outdated[] {
  const own = OF_PERSON[topic].map((path) => ({ path, organizationId: null }))
  if (organizationId === null) return own
  return [...own, ...OF_ORGANIZATION[topic].map((path) => ({ path, organizationId }))]
}
