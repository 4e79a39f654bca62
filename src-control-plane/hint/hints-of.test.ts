import { describe, expect, it } from 'vitest'
import type { Role } from '#contract/organization'
import type { Change } from '../database/index.ts'
import { everyHint, hintsOf, type Listener } from './hints-of.ts'

const listenerOf = (kind: Listener['kind'], roles: Record<string, Role>): Listener => ({
  kind,
  user: kind === 'service-key' ? null : { id: 'ada', name: 'Ada', email: 'ada@example.com' },
  organizations: Object.entries(roles).map(([id, role]) => ({ id, name: id, slug: id, role })),
})

const LISTENERS = {
  owner: listenerOf('session', { north: 'owner' }),
  member: listenerOf('session', { north: 'member' }),
  stranger: listenerOf('session', { south: 'owner' }),
  key: listenerOf('member-key', { north: 'owner' }),
  personal: listenerOf('personal-key', { north: 'admin' }),
  service: listenerOf('service-key', { north: 'admin' }),
  token: listenerOf('token', { north: 'owner' }),
}

/** As "topic organization", by listener; who is not named hears nothing. */
type Heard = Partial<Record<keyof typeof LISTENERS, string[]>>

const change = (table: Change['table'], organizationId: string | null, userId: string | null = null): Change => ({
  table,
  organizationId,
  userId,
  id: 'x',
})

describe('who hears of what', () => {
  const shared = (topic: string) => [`${topic} north`]
  it.each<{ of: string; change: Change; heard: Heard }>([
    { of: 'somebody’s key', change: change('apiKey', 'north', 'bob'), heard: { owner: shared('api-keys') } },
    {
      of: 'one’s own key',
      change: change('apiKey', 'north', 'ada'),
      heard: { owner: ['api-keys north', 'api-keys null'], member: ['api-keys null'], stranger: ['api-keys null'] },
    },
    {
      of: 'one’s own personal key',
      change: change('apiKey', null, 'ada'),
      heard: { owner: ['api-keys null'], member: ['api-keys null'], stranger: ['api-keys null'] },
    },
    { of: 'a service key', change: change('apiKey', 'north'), heard: { owner: shared('api-keys') } },
    {
      of: 'a member',
      change: change('member', 'north', 'bob'),
      heard: { owner: ['members north', 'api-keys north'], member: ['members north'] },
    },
    { of: 'an invitation', change: change('organizationInvitation', 'north'), heard: { owner: shared('invitations') } },
    {
      of: 'a provider',
      change: change('provider', 'north'),
      heard: Object.fromEntries(
        Object.keys(LISTENERS).flatMap((name) => (name === 'stranger' ? [] : [[name, shared('providers')]])),
      ),
    },
    {
      of: 'an organization',
      change: change('organization', 'north'),
      heard: Object.fromEntries(
        Object.keys(LISTENERS).flatMap((name) => (name === 'stranger' ? [] : [[name, ['organizations null']]])),
      ),
    },
    {
      of: 'one’s own sign-in',
      change: change('session', null, 'ada'),
      heard: { owner: ['sessions null'], member: ['sessions null'], stranger: ['sessions null'] },
    },
    { of: 'somebody’s sign-in', change: change('session', null, 'bob'), heard: {} },
    { of: 'somebody’s name', change: change('user', null, 'bob'), heard: {} },
    { of: 'a machine elsewhere', change: change('host', 'west', 'ada'), heard: {} },
  ])('of $of', ({ change, heard }) => {
    for (const [name, listener] of Object.entries(LISTENERS)) {
      const hints = hintsOf(change, listener).map(({ topic, organizationId }) => `${topic} ${organizationId}`)
      expect(hints, name).toEqual(heard[name as keyof typeof LISTENERS] ?? [])
    }
  })

  it('of everything: no more than of anything', () => {
    const topics = (listener: Listener) => everyHint(listener).map((hint) => `${hint.topic} ${hint.organizationId}`)
    expect(topics(LISTENERS.member)).toEqual([
      'organizations null',
      'api-keys null',
      'sessions null',
      'members north',
      'providers north',
      'hosts north',
    ])
    expect(topics(LISTENERS.service)).toEqual(['organizations null', 'providers north', 'hosts north'])
    expect(topics(LISTENERS.owner)).toEqual(expect.arrayContaining(['invitations north', 'api-keys north']))
  })
})
