// Splices a viewer's WebSocket with the terminal server: frames pass as they are, both ways, and a side that is slow to take
// them stops the other from being read. What the host itself looks at is only whether a frame is one, and why the end came.
import type { WebSocket } from 'ws'
import { Failure, type FailureBody, isFailure } from '#contract/failure'
import { closingOf } from '#contract/relay'
import { decodeServerFrame, decodeViewerFrame, encodeServerFrame, isErrorFrame } from '#contract/terminal'
import { type Dialled, dialOrStart, writeMessage } from '#host/terminal-server'
import type { AttachRequest } from './terminals.ts'

/** Bytes that may wait in the WebSocket before the terminal server is no longer read, and when it is again. */
const HIGH_WATER_BYTES = 2_097_152
const LOW_WATER_BYTES = 524_288

export async function attachViewer(home: string, viewer: WebSocket, request: AttachRequest): Promise<void> {
  // `close` follows an error; a broken line is nothing that the host must act on.
  viewer.on('error', () => {})
  // What the viewer says before the terminal server is reached waits in its socket.
  viewer.pause()
  try {
    const dialled = await dialOrStart(home, { purpose: 'attach', ...request }, () => viewer.readyState === viewer.OPEN)
    if (viewer.readyState !== viewer.OPEN) return void dialled.connection.socket.destroy()
    splice(viewer, dialled)
  } catch (error) {
    refuse(viewer, isFailure(error) ? error : new Failure('internal', 'The terminal could not be attached.'))
  } finally {
    viewer.resume()
  }
}

function splice(viewer: WebSocket, { connection }: Dialled): void {
  const { socket } = connection
  let lastFailure: FailureBody | undefined

  viewer.on('message', (data, isBinary) => {
    const frame = isBinary ? bytesOf(data) : undefined
    const result = frame && decodeViewerFrame(frame)
    if (!frame || result?.outcome !== 'frame') {
      const refused =
        result?.outcome === 'refused' ? result : { code: 'bad-request' as const, reason: 'Frames are binary.' }
      socket.destroy()
      return refuse(viewer, new Failure(refused.code, refused.reason))
    }
    if (!writeMessage(socket, frame)) viewer.pause()
  })
  socket.on('drain', () => viewer.resume())
  viewer.on('close', () => socket.end())

  const onTaken = () => {
    if (viewer.bufferedAmount <= LOW_WATER_BYTES && socket.isPaused()) socket.resume()
  }
  connection.follow({
    onMessage: (frame) => {
      if (isErrorFrame(frame)) lastFailure = failureIn(frame)
      viewer.send(frame, { binary: true }, onTaken)
      if (viewer.bufferedAmount > HIGH_WATER_BYTES) socket.pause()
    },
    onTooLarge: () => socket.destroy(),
  })
  socket.on('close', (broken) => {
    const ended = { code: 'unavailable', message: 'The terminal server ended.' } as const
    close(viewer, broken ? ended : (lastFailure ?? ended))
  })
}

function failureIn(frame: Uint8Array): FailureBody | undefined {
  const result = decodeServerFrame(frame)
  return result.outcome === 'frame' && result.frame.type === 'error' ? result.frame.failure : undefined
}

/** Said as a frame, for the person, and as a close code, for the program. */
function refuse(viewer: WebSocket, failure: Failure): void {
  if (viewer.readyState !== viewer.OPEN) return
  viewer.send(encodeServerFrame({ type: 'error', failure: failure.toBody() }))
  close(viewer, failure)
}

function close(viewer: WebSocket, failure: Pick<FailureBody, 'code' | 'message'>): void {
  if (viewer.readyState !== viewer.OPEN) return
  const { code, reason } = closingOf(failure)
  viewer.close(code, reason)
}

function bytesOf(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}
