// A snapshot as the frames that carry it: slices of its bytes, and each mark between the two that it stands between.
import type { ServerFrame } from '#contract/terminal'
import type { Snapshot } from './screen-messages.ts'

/** Bytes of one snapshot frame: what a viewer parses without a pause that a person feels. */
const SLICE_BYTES = 65_536

export function snapshotFrames(epoch: number, { offset, cols, rows, bytes, marks }: Snapshot): ServerFrame[] {
  const frames: ServerFrame[] = []
  const total = bytes.byteLength
  let from = 0
  const sliceUntil = (end: number): void => {
    while (from < end) {
      const until = Math.min(end, from + SLICE_BYTES)
      const edges = { first: from === 0, last: until === total }
      frames.push({ type: 'snapshot', ...edges, epoch, offset, cols, rows, bytes: bytes.subarray(from, until) })
      from = until
    }
  }
  for (const { at, mark } of marks) {
    sliceUntil(at)
    frames.push({ type: 'mark', mark })
  }
  sliceUntil(total)
  return frames
}
