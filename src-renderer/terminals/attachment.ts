// Where a viewer stands with its terminal, and what each happening makes of it. Pure: sockets and clocks are elsewhere.
import type { FailureBody } from '#contract/failure'
import type { Ending } from './exit-words.ts'
import { retryDelay } from './retry-delay.ts'

/** `attempt` counts from 1 since the terminal was last attached; times are milliseconds since the epoch. */
export type Attachment =
  | { state: 'connecting'; attempt: number; reason: string | null }
  | { state: 'attached' }
  | { state: 'ended'; ending: Ending }
  | { state: 'waiting'; attempt: number; reason: string; retryAt: number }
  | { state: 'refused'; failure: FailureBody }

export type AttachmentEvent =
  | { type: 'attached' }
  | { type: 'shell-ended'; ending: Ending }
  | { type: 'connection-lost'; reason: string; at: number; random: () => number }
  | { type: 'connection-refused'; failure: FailureBody }
  | { type: 'retry-due' }
  /** The shell was started again, or a person asks for another try. */
  | { type: 'connect-asked' }

export const CONNECTING: Attachment = { state: 'connecting', attempt: 1, reason: null }

export function next(attachment: Attachment, event: AttachmentEvent): Attachment {
  switch (event.type) {
    case 'attached':
      return { state: 'attached' }
    case 'shell-ended':
      return { state: 'ended', ending: event.ending }
    case 'connection-lost':
      return lost(attachment, event)
    case 'connection-refused':
      return isOver(attachment) ? attachment : { state: 'refused', failure: event.failure }
    case 'retry-due':
      if (attachment.state !== 'waiting') return attachment
      return { state: 'connecting', attempt: attachment.attempt, reason: attachment.reason }
    case 'connect-asked':
      return CONNECTING
    default:
      return event satisfies never
  }
}

function lost(attachment: Attachment, event: Extract<AttachmentEvent, { type: 'connection-lost' }>): Attachment {
  if (isOver(attachment) || attachment.state === 'refused') return attachment
  const attempt = 'attempt' in attachment ? attachment.attempt + 1 : 1
  return { state: 'waiting', attempt, reason: event.reason, retryAt: event.at + retryDelay(attempt, event.random) }
}

/** After the shell's exit there is nothing to come back to: how it ended stays on the screen. */
function isOver(attachment: Attachment): boolean {
  return attachment.state === 'ended' && attachment.ending.kind === 'exited'
}
