// A host's presence in a person's words. Offline always says why (R7).
import type { OfflineReason, Presence } from '#contract/host'

const REASONS: Record<OfflineReason, string> = {
  'never-connected': 'It has not connected yet.',
  disconnected: 'The connection broke off.',
  'shut-down': 'It was shut down.',
  'signed-out': 'It is signed out.',
  revoked: 'Its access was revoked.',
  refused: 'The control plane does not take it as a host of this organization.',
  replaced: 'Another instance took its place.',
  'control-plane-unreachable': 'It cannot reach the control plane.',
}

export type PresenceWords = {
  tone: 'ok' | 'warn' | 'neutral'
  state: string
  /** Why, in a sentence; empty when there is nothing to explain. */
  reason: string
}

export function presenceWords(presence: Presence): PresenceWords {
  switch (presence.state) {
    case 'online':
      return { tone: 'ok', state: 'Online', reason: '' }
    case 'connecting':
      return { tone: 'warn', state: 'Connecting', reason: presence.attempt > 1 ? `Attempt ${presence.attempt}.` : '' }
    case 'offline':
      return { tone: 'neutral', state: 'Offline', reason: REASONS[presence.reason] }
    default:
      return presence satisfies never
  }
}
