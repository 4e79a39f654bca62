// One control channel from its first byte to its last: hello, welcome, reports of the terminals, dials, goodbye.
import type { RawData, WebSocket } from 'ws'
import { type Failure, isFailure } from '#contract/failure'
import type { OfflineReason, TerminalSummary } from '#contract/host'
import {
  type Closing,
  ControlPlaneMessage,
  HOST_HEADER,
  type HostMessage,
  isOpen,
  keepAlive,
  NORMAL_CLOSURE,
  parseMessage,
  RELAY_HOST_PATH,
} from '#contract/relay'
import { VERSION } from '#contract/version'
import type { Target } from '../control-plane-client/index.ts'
import type { Terminals } from '../terminal/index.ts'
import { callerHeaders, connectRelay } from './connect.ts'
import { failureOfClose, reasonOfClose, reasonOfFailure } from './offline-reason.ts'
import { reportOf, throttle } from './terminal-report.ts'
import type { LinkTiming } from './timing.ts'

export type ChannelEnd = {
  welcomed: boolean
  reason: OfflineReason
  /** What the control plane said, if it said anything. */
  failure: Failure | null
}

export type DialMessage = Extract<ControlPlaneMessage, { type: 'dial' }>
export type Say = (message: HostMessage) => void

export type ChannelOptions = {
  controlPlane: Target
  hostId: string
  organizationId: string
  instanceId: string
  terminals: Pick<Terminals, 'list' | 'onChange'>
  timing: LinkTiming
  onWelcome: () => void
  onDial: (message: DialMessage, say: Say) => void
}

/** Resolves when the channel has ended, or could not be opened; never rejects. Aborting says goodbye first. */
export async function holdChannel(options: ChannelOptions, signal: AbortSignal): Promise<ChannelEnd> {
  const { controlPlane, hostId, organizationId, timing } = options
  try {
    const headers = { ...callerHeaders(controlPlane, organizationId), [HOST_HEADER]: hostId }
    const timeoutMs = timing.connectTimeoutMs
    const socket = await connectRelay(controlPlane, RELAY_HOST_PATH, { headers, timeoutMs, signal })
    try {
      return await converse(options, socket, signal)
    } finally {
      socket.terminate()
    }
  } catch (error) {
    return { welcomed: false, reason: reasonOfFailure(error), failure: isFailure(error) ? error : null }
  }
}

async function converse(options: ChannelOptions, socket: WebSocket, signal: AbortSignal): Promise<ChannelEnd> {
  const { timing, onWelcome, onDial } = options
  let welcomed = false
  let replaced = false
  const say: Say = (message) => {
    if (isOpen(socket)) socket.send(JSON.stringify(message))
  }
  const hear = (data: RawData) => {
    const message = parseMessage(ControlPlaneMessage, data.toString())
    // A newer control plane may say more than this host knows of.
    if (message === undefined) return
    switch (message.type) {
      case 'welcome':
        clearTimeout(impatience)
        welcomed = true
        return onWelcome()
      case 'dial':
        return onDial(message, say)
      case 'replaced':
        replaced = true
        return socket.close(NORMAL_CLOSURE)
      default:
        return message satisfies never
    }
  }
  const goodbye = () => {
    say({ type: 'goodbye' })
    socket.close(NORMAL_CLOSURE)
    setTimeout(() => socket.terminate(), timing.closeTimeoutMs).unref()
  }

  const ended = new Promise<Closing>((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })),
  )
  const impatience = setTimeout(() => socket.terminate(), timing.welcomeTimeoutMs)
  keepAlive(socket, timing.pingIntervalMs)
  socket.on('message', hear)
  socket.resume()
  signal.addEventListener('abort', goodbye, { once: true })
  if (signal.aborted) goodbye()
  const stopReporting = await introduce(options, say)
  const closing = await ended
  stopReporting()
  clearTimeout(impatience)
  signal.removeEventListener('abort', goodbye)
  if (replaced) return { welcomed, reason: 'replaced', failure: null }
  return { welcomed, reason: reasonOfClose(closing.code, welcomed), failure: failureOfClose(closing) }
}

/** Says hello with the terminals as they are, and from then on each change. Returns how to stop. */
async function introduce({ terminals, instanceId, timing }: ChannelOptions, say: Say): Promise<() => void> {
  let known: readonly TerminalSummary[] = []
  let greeted = false
  const report = throttle(timing.reportIntervalMs, () => say({ type: 'terminals', terminals: reportOf(known) }))
  // Subscribed before the list is read, so that no change falls between.
  const unsubscribe = terminals.onChange((changed) => {
    known = changed
    if (greeted) report.ask()
  })
  known = (await within(timing.listTimeoutMs, terminals.list())) ?? known
  say({ type: 'hello', version: VERSION, instanceId, terminals: reportOf(known) })
  greeted = true
  return () => {
    unsubscribe()
    report.stop()
  }
}

/** Undefined when it took longer, or failed: a host without a list of its terminals is still a host. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => resolve(undefined), ms)
  try {
    return await Promise.race([promise, late])
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}
