// One control connection to the terminal server: requests with their answers, and the list of terminals whenever it changes.
import { Failure } from '#contract/failure'
import type { TerminalSummary } from '#contract/host'
import {
  ControlMessage,
  type ControlRequest,
  type Dialled,
  dialOrStart,
  readJson,
  writeJson,
} from '#host/terminal-server'

/** Milliseconds: opening a shell on a loaded machine takes one second at most. */
const REQUEST_TIMEOUT_MS = 20_000

export type ControlChannel = {
  request: (request: ControlRequest) => Promise<TerminalSummary[]>
  close: () => void
}

type Events = { onChanged: (terminals: TerminalSummary[]) => void; onClosed: () => void }

type Waiting = { resolve: (terminals: TerminalSummary[]) => void; reject: (failure: Failure) => void }

/** Starts the terminal server when none runs. */
export async function openControlChannel(home: string, events: Events): Promise<ControlChannel> {
  const dialled = await dialOrStart(home, { purpose: 'control' })
  const waiting = new Map<number, Waiting>()
  const { socket } = dialled.connection
  follow(dialled, waiting, events)
  let lastNumber = 0
  return {
    request: (request) =>
      new Promise((resolve, reject) => {
        lastNumber += 1
        const number = lastNumber
        const timer = setTimeout(() => {
          waiting.get(number)?.reject(new Failure('timeout', 'The terminal server did not answer in time.'))
        }, REQUEST_TIMEOUT_MS)
        const settled = () => {
          clearTimeout(timer)
          waiting.delete(number)
        }
        waiting.set(number, {
          resolve: (terminals) => {
            settled()
            resolve(terminals)
          },
          reject: (failure) => {
            settled()
            reject(failure)
          },
        })
        if (socket.writable) writeJson(socket, { number, request })
        else waiting.get(number)?.reject(gone())
      }),
    close: () => socket.destroy(),
  }
}

const gone = () => new Failure('unavailable', 'The terminal server ended before it answered.')

function follow({ connection }: Dialled, waiting: Map<number, Waiting>, { onChanged, onClosed }: Events): void {
  const { socket } = connection
  // A host with nothing else to do may exit: the connection is no reason to stay.
  socket.unref()
  socket.once('close', () => {
    for (const one of [...waiting.values()]) one.reject(gone())
    onClosed()
  })
  connection.follow({
    onTooLarge: () => socket.destroy(),
    onMessage: (message) => {
      const parsed = ControlMessage.safeParse(readJson(message))
      if (!parsed.success) return void socket.destroy()
      if ('changed' in parsed.data) return onChanged(parsed.data.changed)
      const one = waiting.get(parsed.data.number)
      if ('failure' in parsed.data) one?.reject(Failure.fromBody(parsed.data.failure))
      else one?.resolve(parsed.data.terminals)
    },
  })
}
