// Keeps this host reachable: holds its control channel, comes back after every loss, and always knows its state and the reason for it.
import { setTimeout as delay } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import type { Failure } from '#contract/failure'
import type { Presence } from '#contract/host'
import { closingOf, GOING_AWAY } from '#contract/relay'
import type { Target } from '../control-plane-client/index.ts'
import { createListeners } from '../listeners.ts'
import type { AttachRequest, Terminals } from '../terminal/index.ts'
import { type ChannelEnd, holdChannel } from './control-channel.ts'
import { createDialBacks } from './dial-back.ts'
import { isAboutAccess } from './offline-reason.ts'
import { retryDelay } from './retry-delay.ts'
import { createTicketVerifier } from './ticket-verifier.ts'
import { LINK_TIMING, type LinkTiming } from './timing.ts'

export type RelayLinkOptions = {
  controlPlane: Target
  hostId: string
  organizationId: string
  /** Whoever registered this host: the only one whose tickets are accepted. Null: the organization itself, and so its admins. */
  ownerUserId: string | null
  /** Random, one for each running process: a newer process takes the place of an older one for good. */
  instanceId: string
  terminals: Pick<Terminals, 'list' | 'onChange'>
  /** Takes over a viewer's open socket; who asks has been verified. */
  attachViewer: (socket: WebSocket, request: AttachRequest) => void
  /** Told when the control plane ended or refused the channel because of what the sign-in is worth now. */
  onAccessChanged?: (failure: Failure) => void
  now: () => number
  /** Gives [0, 1). */
  random?: () => number
  timing?: Partial<LinkTiming>
}

export type RelayLink = {
  presence: () => Presence
  /** Calls after each change. Returns how to stop. */
  onChange: (listener: () => void) => () => void
  /** Says goodbye; resolves when every connection is gone, within a bound. */
  close: () => Promise<void>
}

export function openRelayLink(options: RelayLinkOptions): RelayLink {
  const { controlPlane, now, random = Math.random } = options
  const timing = { ...LINK_TIMING, ...options.timing }
  const verify = createTicketVerifier({ ...options, controlPlaneUrl: controlPlane.url })
  const dialBacks = createDialBacks({ ...options, verify, timing })
  const listeners = createListeners()
  const stop = new AbortController()
  let presence: Presence = { state: 'connecting', attempt: 1, since: now() }
  const become = (next: Presence) => {
    presence = next
    listeners.notify()
  }

  async function run(): Promise<void> {
    let awaySince = presence.since
    let failures = 0
    while (!stop.signal.aborted) {
      become({ state: 'connecting', attempt: failures + 1, since: awaySince })
      const onWelcome = () => become({ state: 'online', since: now() })
      const end = await holdChannel({ ...options, timing, onWelcome, onDial: dialBacks.answer }, stop.signal)
      if (stop.signal.aborted) return
      const heldMs = presence.state === 'online' ? now() - presence.since : 0
      if (presence.state === 'online') awaySince = now()
      failures = heldMs >= timing.stableMs ? 0 : failures + 1
      become({ state: 'offline', since: awaySince, reason: end.reason })
      await endAttachments(end)
      if (end.reason === 'replaced') return
      if (isAboutAccess(end.failure)) options.onAccessChanged?.(end.failure)
      // The sign-in is good, and acts in another role now.
      if (end.welcomed && end.failure?.code === 'access-changed') continue
      const waitMs = retryDelay(Math.max(failures, 1), random)
      await delay(waitMs, undefined, { signal: stop.signal }).catch(() => undefined)
    }
  }

  /** A lost channel says nothing of who may be here, so they stay; losing the right or the place to be here does. */
  async function endAttachments({ reason }: ChannelEnd): Promise<void> {
    if (reason === 'replaced') {
      await dialBacks.closeAll(closingOf({ code: 'replaced', message: 'A newer instance of this host is connected.' }))
    } else if (reason === 'revoked' || reason === 'signed-out') {
      await dialBacks.closeAll(closingOf({ code: 'revoked', message: 'This host may not be reached any more.' }))
    }
  }

  const running = run()
  return {
    presence: () => presence,
    onChange: listeners.add,
    async close() {
      stop.abort()
      await Promise.all([running, dialBacks.closeAll({ code: GOING_AWAY, reason: 'The host shuts down.' })])
      become({ state: 'offline', since: now(), reason: 'shut-down' })
    },
  }
}
