// The host's terminals: a control channel that is opened when first needed, and again when the terminal server was killed.
import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '#contract/failure'
import type { TerminalSummary } from '#contract/host'
import type { ControlRequest } from '#host/terminal-server'
import { attachViewer } from './attach-viewer.ts'
import { type ControlChannel, openControlChannel } from './control-channel.ts'
import { recordedTerminals } from './recorded-terminals.ts'
import type { TerminalConnection } from './terminals.ts'

/** Milliseconds between tries to bring the terminal server back; whoever asks for something meanwhile does not wait for them. */
const RETURN_DELAYS_MS = [50, 250, 1_000, 5_000]

/** Starts the terminal server when none runs. Rejects with a `Failure` when it cannot be started or trusted. */
export async function connectTerminals({ home }: { home: string }): Promise<TerminalConnection> {
  const closing = new AbortController()
  const listeners = new Set<(terminals: TerminalSummary[]) => void>()
  let known: TerminalSummary[] = []
  let channel: Promise<ControlChannel> | undefined

  function announce(terminals: TerminalSummary[]): void {
    known = terminals
    for (const listener of listeners) listener(terminals)
  }

  async function connected(): Promise<ControlChannel> {
    // Whoever asks late must not bring back a server that was stopped after us.
    if (closing.signal.aborted) throw new Failure('unavailable', 'Mooring is stopping.')
    channel ??= openControlChannel(home, { onChanged: announce, onClosed: () => void onServerGone() }).catch(
      (error) => {
        channel = undefined
        throw error
      },
    )
    return channel
  }

  /** What ran is lost; the next terminal server tells what it found of it on disk. */
  async function onServerGone(): Promise<void> {
    channel = undefined
    if (closing.signal.aborted) return
    const ran = known.some(({ state }) => state.state === 'running')
    announce(known.map((terminal) => asLost(terminal)))
    // One that ended for want of terminals comes back when it is needed.
    if (ran) await bringBack()
  }

  async function bringBack(): Promise<void> {
    for (const wait of RETURN_DELAYS_MS) {
      await delay(wait, undefined, { signal: closing.signal, ref: false }).catch(() => {})
      if (closing.signal.aborted) return
      const returned = await connected().then(
        () => true,
        () => false,
      )
      if (returned) return
    }
  }

  async function request(what: ControlRequest): Promise<TerminalSummary[]> {
    return (await connected()).request(what)
  }

  async function requestOne(what: ControlRequest): Promise<TerminalSummary> {
    const [terminal] = await request(what)
    if (!terminal) throw new Error('The terminal server answered without a terminal.')
    return terminal
  }

  await connected()
  const list = () => request({ type: 'list' })
  return {
    list,
    open: ({ cols, rows, shell, cwd }) => requestOne({ type: 'open', cols, rows, shell, cwd }),
    close: async (id) => void (await request({ type: 'close', id })),
    restart: (id) => requestOne({ type: 'restart', id }),
    rename: (id, name) => requestOne({ type: 'rename', id, name }),
    record: (id, on) => requestOne({ type: 'record', id, on }),
    recordings: recordedTerminals(home, list),
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    attachViewer: (socket, attachment) => void attachViewer(home, socket, attachment),
    [Symbol.asyncDispose]: async () => {
      closing.abort()
      listeners.clear()
      const open = await channel?.catch(() => undefined)
      open?.close()
    },
  }
}

const asLost = (terminal: TerminalSummary): TerminalSummary =>
  terminal.state.state === 'running' ? { ...terminal, state: { state: 'lost', at: Date.now() } } : terminal
