import { expect, it } from 'vitest'
import { type Hint, HintTopic } from '#contract/hint'
import { queriesOf } from './queries-of-hint.ts'

/** `members.list(org_a)`, `apiKeys.list()`. */
const asked = (hint: Hint) =>
  queriesOf(hint).map(({ path, organizationId }) => `${path.join('.')}(${organizationId ?? ''})`)

it.each<[Hint['topic'], string | null, string[]]>([
  ['api-keys', null, ['apiKeys.list()']],
  [
    'api-keys',
    'org_a',
    ['apiKeys.list()', 'apiKeys.ofOrganization(org_a)', 'gateway.keyLimits(org_a)', 'audit.page(org_a)'],
  ],
  ['members', 'org_a', ['apiKeys.list()', 'members.list(org_a)', 'apiKeys.ofOrganization(org_a)', 'audit.page(org_a)']],
  ['invitations', 'org_a', ['invitations.list(org_a)', 'audit.page(org_a)']],
  [
    'providers',
    'org_a',
    ['providers.list(org_a)', 'ownKeys.list(org_a)', 'gateway.policy(org_a)', 'audit.page(org_a)'],
  ],
  ['hosts', 'org_a', ['hosts.list(org_a)']],
  ['organizations', null, ['organizations.list()', 'apiKeys.list()']],
  ['sessions', null, ['sessions.list()']],
])('reads again after a hint about %s of %s exactly %j', (topic, organizationId, expected) => {
  expect(asked({ topic, organizationId })).toEqual(expected)
})

it('never touches another organization', () => {
  for (const topic of HintTopic.options)
    for (const { organizationId } of queriesOf({ topic, organizationId: 'org_a' }))
      expect([null, 'org_a']).toContain(organizationId)
})
