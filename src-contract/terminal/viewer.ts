// Who looks at a terminal, and what they may do there.
import { z } from 'zod'

/** A controller types and takes part in the size; an observer only sees. Enforced where the PTY is. */
export const TerminalRole = z.enum(['controller', 'observer'])
export type TerminalRole = z.infer<typeof TerminalRole>

/** Who is behind a viewer: this machine's own window, or somebody whom the host verified on a relayed connection. */
export const TerminalCaller = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('local') }),
  z.object({
    kind: z.literal('remote'),
    /** Null for a service key. */
    userId: z.string().max(128).nullable(),
    organizationId: z.string().max(128),
    hostId: z.string().max(128).optional(),
  }),
])
export type TerminalCaller = z.infer<typeof TerminalCaller>

/** A place in a terminal's output: `epoch` is its incarnation, `offset` counts the bytes its shell has written since. */
export type StreamPosition = { epoch: number; offset: number }

/** In cells. */
export type TerminalSize = { cols: number; rows: number }

/** One of those who look at a terminal, as each of them is told. */
export const TerminalViewer = z.object({
  /** Counts the attachments of a terminal: never used again. */
  id: z.number().int(),
  role: TerminalRole,
  visible: z.boolean(),
  /** When it attached, in milliseconds since the epoch. */
  since: z.number().int(),
  caller: TerminalCaller,
  /** Whether it is the one that is told. */
  you: z.boolean(),
})
export type TerminalViewer = z.infer<typeof TerminalViewer>
