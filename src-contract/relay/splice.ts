// Makes one connection of two: every message passes verbatim, both ways, and a side that is slow to take stops the other from being
// read. The control plane joins viewer and host by it, a host joins its window and the relay.
import { MAX_FRAME_BYTES } from '../terminal/index.ts'
import { type Carrier, isOpen } from './carrier.ts'
import { type Closing, passedOn } from './close.ts'

/** Bytes that may wait for one side before the other is no longer read: one frame of the largest kind. */
export const HIGH_WATER_BYTES = MAX_FRAME_BYTES
/** And when it is read again: early enough that the slow side never runs dry, late enough not to flap. */
export const LOW_WATER_BYTES = MAX_FRAME_BYTES / 4

/** From here on both belong to the splice; the end of one is the end of both. Either may have been paused until now. */
export function splice(left: Carrier, right: Carrier): void {
  pour(left, right)
  pour(right, left)
  left.resume()
  right.resume()
}

function pour(from: Carrier, to: Carrier): void {
  const taken = () => {
    if (from.isPaused && to.bufferedAmount <= LOW_WATER_BYTES) from.resume()
  }
  from.on('message', (message, isBinary) => {
    // A side that was told to go may not listen: what it still says reaches nobody.
    if (!isOpen(from) || !isOpen(to)) return
    to.send(message, { binary: isBinary }, taken)
    if (to.bufferedAmount > HIGH_WATER_BYTES) from.pause()
  })
  // Always followed by `close`.
  from.on('error', () => {})
  from.on('close', (code, reason) => {
    close(to, passedOn(code, new TextDecoder().decode(reason)))
    // What still waits in a paused socket has nowhere to go; unread, it would hide the end of the connection.
    to.resume()
  })
  if (!isOpen(from)) close(to, passedOn(1006, ''))
}

function close(carrier: Carrier, { code, reason }: Closing): void {
  if (isOpen(carrier)) carrier.close(code, reason)
}
