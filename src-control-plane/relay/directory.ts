// Which hosts are connected, each by one channel at most. Asked with a scope, so that nobody sees past their organization.
import { LRUCache } from 'lru-cache'
import type { OrgScope } from '../identity/index.ts'
import type { HostChannel } from './host-channel.ts'
import { admitInstance, type Succession } from './succession.ts'

/** Hosts whose instances are remembered. Forgetting one costs no more than that its older instance may win once. */
const MAX_SUCCESSIONS = 10_000

export type Directory = {
  find: (scope: OrgScope, hostId: string) => HostChannel | null
  /** The channel takes its host's place, or is told that a newer instance has it. */
  enter: (channel: HostChannel) => { outcome: 'entered' | 'replaced' }
  /** False if another channel has taken the place already. */
  leave: (channel: HostChannel) => boolean
}

export function createDirectory(): Directory {
  const channels = new Map<string, HostChannel>()
  const successions = new LRUCache<string, Succession>({ max: MAX_SUCCESSIONS })
  return {
    find: (scope, hostId) => channels.get(keyOf(scope, hostId)) ?? null,
    enter(channel) {
      const key = keyOf(channel.seat.scope, channel.seat.hostId)
      const admission = admitInstance(successions.get(key), channel.instanceId)
      if (admission.outcome === 'replaced') {
        channel.replace()
        return { outcome: 'replaced' }
      }
      successions.set(key, admission.succession)
      const before = channels.get(key)
      channels.set(key, channel)
      if (before?.instanceId === channel.instanceId) before.drop()
      else before?.replace()
      return { outcome: 'entered' }
    },
    leave(channel) {
      const key = keyOf(channel.seat.scope, channel.seat.hostId)
      return channels.get(key) === channel && channels.delete(key)
    },
  }
}

const keyOf = ({ organizationId }: OrgScope, hostId: string): string => `${organizationId}/${hostId}`
