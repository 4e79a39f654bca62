// What was recorded of a terminal: its output alone, with its times, as asciicast v3. Opt-in, and told to everybody who looks.
import { z } from 'zod'

/** Bytes of one recording: some hours of work, or half a minute of a flood. */
export const MAX_RECORDING_BYTES = 67_108_864

/** Of a home; together with the bound of each they take 6.7 GB at most. */
export const MAX_RECORDINGS = 100

export const RecordingId = z.string().regex(/^rec_[0-9a-f]{16}$/)

/** `stopped` by a person, `terminal-ended` with its shell, `full` at its bound, `failed` when it could not be written. */
export const RecordingEnd = z.enum(['stopped', 'terminal-ended', 'full', 'failed'])
export type RecordingEnd = z.infer<typeof RecordingEnd>

/** Whether a terminal is being recorded now, and else how the last recording ended. `message` is for a person. */
export const RecordingState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('off') }),
  z.object({ state: z.literal('on'), since: z.number().int() }),
  z.object({ state: z.literal('ended'), end: RecordingEnd, message: z.string().max(500) }),
])
export type RecordingState = z.infer<typeof RecordingState>

/** `endedAt` is null while it goes on. Times are in milliseconds since the epoch. */
export const Recording = z.object({
  id: RecordingId,
  terminalId: z.string(),
  /** What the terminal was called when it began. */
  title: z.string(),
  startedAt: z.number().int(),
  endedAt: z.number().int().nullable(),
  bytes: z.number().int(),
})
export type Recording = z.infer<typeof Recording>
