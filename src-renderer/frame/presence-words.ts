// What a host's presence says to a person. Offline always has its reason (R7).
import type { OfflineReason, Presence } from '#contract/host'

const REASONS: Record<OfflineReason, string> = {
  'never-connected': 'It has not connected yet.',
  disconnected: 'The connection was lost.',
  'shut-down': 'It was shut down.',
  'signed-out': 'It is signed out.',
  revoked: 'Its access was revoked.',
  replaced: 'Another instance took its place.',
  'control-plane-unreachable': 'The control plane does not answer.',
}

export type PresenceWords = { tone: 'ok' | 'warn' | 'danger'; state: string; reason?: string }

export function presenceWords(presence: Presence): PresenceWords {
  switch (presence.state) {
    case 'online':
      return { tone: 'ok', state: 'Online' }
    case 'connecting':
      return {
        tone: 'warn',
        state: 'Connecting…',
        ...(presence.attempt > 1 && { reason: `Attempt ${presence.attempt}` }),
      }
    case 'offline':
      return { tone: 'danger', state: 'Offline', reason: REASONS[presence.reason] }
    default:
      return presence satisfies never
  }
}
