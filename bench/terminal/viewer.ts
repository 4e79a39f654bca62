// A viewer without a screen: it takes every frame as soon as it comes, and acknowledges it as parsed.
import { once } from 'node:events'
import WebSocket from 'ws'
import { decodeServerFrame, encodeViewerFrame, type ServerFrame, type ViewerFrame } from '#contract/terminal'

export type Viewer = {
  readonly send: (frame: ViewerFrame) => void
  readonly type: (text: string) => void
  /** Resolves with the time at which this stood in the output for the first time from now on. */
  readonly sees: (text: string) => Promise<number>
  readonly counts: { bytes: number; frames: number }
  readonly leave: () => void
}

type Listener = (frame: ServerFrame) => void

export async function attach(address: string, onFrame: Listener = () => {}): Promise<Viewer> {
  const socket = new WebSocket(address, { perMessageDeflate: false })
  const send = (frame: ViewerFrame) => {
    if (socket.readyState === socket.OPEN) socket.send(encodeViewerFrame(frame))
  }
  const counts = { bytes: 0, frames: 0 }
  let awaited: { text: Buffer; tail: Buffer; resolve: (at: number) => void } | undefined
  const look = (bytes: Uint8Array) => {
    if (!awaited) return
    const end = Buffer.concat([awaited.tail, bytes.subarray(-1_024)])
    awaited.tail = end.subarray(-awaited.text.length)
    if (!end.includes(awaited.text)) return
    awaited.resolve(performance.now())
    awaited = undefined
  }
  socket.on('message', (data: Buffer) => {
    const result = decodeServerFrame(data)
    if (result.outcome === 'refused') throw new Error(result.reason)
    const { frame } = result
    onFrame(frame)
    if (frame.type === 'snapshot') {
      look(frame.bytes)
      if (frame.last) send({ type: 'ack', offset: frame.offset })
    }
    if (frame.type !== 'output') return
    counts.bytes += frame.bytes.byteLength
    counts.frames += 1
    send({ type: 'ack', offset: frame.offset + frame.bytes.byteLength })
    look(frame.bytes)
  })
  await once(socket, 'open')
  send({ type: 'open', cols: 80, rows: 24, visible: true })
  return {
    send,
    type: (text) => send({ type: 'input', bytes: Buffer.from(text) }),
    sees: (text) =>
      new Promise((resolve) => {
        awaited = { text: Buffer.from(text), tail: Buffer.alloc(0), resolve }
      }),
    counts,
    leave: () => socket.terminate(),
  }
}
