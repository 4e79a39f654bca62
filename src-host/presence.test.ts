import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Failure } from '#contract/failure'
import type { Me } from '#contract/identity'
import type { OrganizationMembership } from '#contract/organization'
import { createListeners } from './listeners.ts'
import { openPresence } from './presence.ts'
import { chooseOrganization } from './registration.ts'
import { openStore, type Store } from './store/index.ts'

const north: OrganizationMembership = { id: 'org_north', name: 'North', slug: 'north', role: 'owner' }
const south: OrganizationMembership = { ...north, id: 'org_south', name: 'South', slug: 'south' }

describe('the organization of a host', () => {
  it.each([
    ['the first', null, null, 'org_north'],
    ['the one chosen before', null, 'org_south', 'org_south'],
    ['the first, when the one chosen before was left', null, 'org_gone', 'org_north'],
    ['the one that is named, whatever was chosen before', 'org_south', 'org_north', 'org_south'],
  ])('is %s', (_which, named, remembered, expected) => {
    expect(chooseOrganization(named, remembered, [north, south])).toBe(expected)
  })

  it('is never another one than the one that is named', () => {
    expect(() => chooseOrganization('org_gone', 'org_north', [north])).toThrow('org_gone')
  })
})

describe('the presence of a host', () => {
  let home: string
  let store: Store
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'mooring-presence-'))
    const opened = openStore(home)
    if (opened.outcome === 'held') throw new Error('held')
    store = opened.store
  })
  afterEach(() => {
    store[Symbol.dispose]()
    rmSync(home, { recursive: true, force: true })
  })

  /** A host whose registration is answered by `answers`, one after the other; nothing listens at its relay. */
  function openFor(me: Me, answers: (() => Promise<never> | Promise<object>)[]) {
    const register = vi.fn(async () => (await answers.shift()?.()) as never)
    const presence = openPresence({
      config: { organizationId: null, machineName: 'box' },
      store,
      controlPlane: { target: { url: 'http://127.0.0.1:1', credential: () => 'x' }, hosts: { register } },
      identity: {
        state: () => ({ state: 'signed-in', me }),
        onChange: createListeners().add,
        refresh: async () => undefined,
      },
      terminals: { list: async () => [], onChange: () => () => undefined, attachViewer: () => undefined },
      now: () => 1_000,
      retryMs: () => 5,
    })
    return { presence, register }
  }
  const me: Me = { kind: 'session', user: { id: 'u', name: 'Ada', email: 'a@b' }, keyId: null, organizations: [north] }
  const unreachable = () => Promise.reject(new Failure('control-plane-unreachable', 'gone'))
  const refused = () => Promise.reject(new Failure('conflict', 'registered by another member'))

  it('[R7] registers by itself once the control plane answers again, and says why it waits', async () => {
    const { presence, register } = openFor(me, [unreachable, refused, async () => ({})])
    await using _ = presence
    const reasons = new Set<string>()
    presence.onChange(() => {
      const now = presence.presence()
      if (now.state === 'offline' && presence.hostId() === null) reasons.add(now.reason)
    })
    await vi.waitFor(() => expect(presence.hostId()).toMatch(/^host_/))
    expect(register).toHaveBeenCalledTimes(3)
    expect([...reasons]).toEqual(['control-plane-unreachable', 'refused'])
    expect(presence.organizationId()).toBe('org_north')
  })

  it('[R7] says that it is refused when its person is in no organization', async () => {
    const { presence, register } = openFor({ ...me, organizations: [] }, [])
    await using _ = presence
    await vi.waitFor(() => expect(presence.presence()).toEqual({ state: 'offline', since: 1_000, reason: 'refused' }))
    expect(register).not.toHaveBeenCalled()
  })
})
