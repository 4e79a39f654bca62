// The terminals of this host, and what was recorded of them.
import { z } from 'zod'
import { RecordingId, TerminalName } from '#contract/terminal'
import { follow } from './follow.ts'
import { WithId } from './inputs.ts'
import { procedure, router } from './trpc.ts'

/** Cells; larger than any screen, small enough that a grid of them cannot exhaust memory. */
const MAX_COLS = 1_000
const MAX_ROWS = 500
const OpenTerminalRequest = z.object({
  cols: z.number().int().min(2).max(MAX_COLS),
  rows: z.number().int().min(1).max(MAX_ROWS),
  shell: z.string().max(1_000).optional(),
  cwd: z.string().max(4_096).optional(),
})

export const terminals = router({
  list: procedure.query(({ ctx }) => ctx.terminals.list()),
  profiles: procedure.query(({ ctx }) => ctx.profiles()),
  open: procedure.input(OpenTerminalRequest).mutation(({ ctx, input }) => ctx.terminals.open(input)),
  close: procedure.input(WithId).mutation(({ ctx, input }) => ctx.terminals.close(input.id)),
  restart: procedure.input(WithId).mutation(({ ctx, input }) => ctx.terminals.restart(input.id)),
  rename: procedure
    .input(WithId.extend({ name: TerminalName.nullable() }))
    .mutation(({ ctx, input }) => ctx.terminals.rename(input.id, input.name)),
  record: procedure
    .input(WithId.extend({ on: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.terminals.record(input.id, input.on)),
  onChange: procedure.subscription(({ ctx, signal }) => follow(ctx.terminals.onChange, ctx.terminals.list, signal)),
})

export const recordings = router({
  list: procedure.query(({ ctx }) => ctx.terminals.recordings.list()),
  read: procedure
    .input(z.object({ id: RecordingId, offset: z.number().int().min(0) }))
    .query(({ ctx, input }) => ctx.terminals.recordings.read(input.id, input.offset)),
  delete: procedure
    .input(z.object({ id: RecordingId }))
    .mutation(({ ctx, input }) => ctx.terminals.recordings.delete(input.id)),
})
