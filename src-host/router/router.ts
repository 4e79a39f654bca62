// The window's whole vocabulary. Each procedure is parse and pass on; decisions are made behind it.
import { tracked } from '@trpc/server'
import { z } from 'zod'
import { MintRequest } from '#contract/api-key'
import { SendMessageRequest, StartSessionRequest } from '#contract/chat'
import { ProviderId, SaveProviderRequest } from '#contract/gateway'
import { CreateOrganizationRequest, OrganizationId } from '#contract/organization'
import { RecordingId, TerminalName } from '#contract/terminal'
import { follow } from './follow.ts'
import { procedure, router } from './trpc.ts'

const InOrganization = z.object({ organizationId: OrganizationId })
const InSession = InOrganization.extend({ sessionId: z.string().max(64) })
const OneTerminal = z.object({ id: z.string().max(64) })

/** Cells; larger than any screen, small enough that a grid of them cannot exhaust memory. */
const MAX_COLS = 1_000
const MAX_ROWS = 500
const OpenTerminalRequest = z.object({
  cols: z.number().int().min(2).max(MAX_COLS),
  rows: z.number().int().min(1).max(MAX_ROWS),
  shell: z.string().max(1_000).optional(),
  cwd: z.string().max(4_096).optional(),
})

const app = router({
  state: procedure.query(({ ctx }) => ctx.state()),
  refresh: procedure.mutation(({ ctx }) => ctx.refresh()),
  onChange: procedure.subscription(({ ctx, signal }) => follow(ctx.onStateChange, ctx.state, signal)),
})

const organizations = router({
  list: procedure.query(({ ctx }) => ctx.controlPlane.organizations.list()),
  create: procedure.input(CreateOrganizationRequest).mutation(async ({ ctx, input }) => {
    const created = await ctx.controlPlane.organizations.create(input)
    await ctx.refresh()
    return created
  }),
})

const apiKeys = router({
  list: procedure
    .input(z.object({ organizationId: OrganizationId.optional() }))
    .query(({ ctx, input }) => ctx.controlPlane.apiKeys.list(input.organizationId)),
  create: procedure
    .input(MintRequest.extend({ idempotencyKey: z.string().min(8).max(100) }))
    .mutation(({ ctx, input: { idempotencyKey, ...request } }) =>
      ctx.controlPlane.apiKeys.mint(request, idempotencyKey),
    ),
  delete: procedure
    .input(z.object({ id: z.string().max(64) }))
    .mutation(({ ctx, input }) => ctx.controlPlane.apiKeys.delete(input.id)),
})

const hosts = router({
  list: procedure.input(InOrganization).query(({ ctx, input }) => ctx.controlPlane.hosts.list(input.organizationId)),
})

const terminals = router({
  list: procedure.query(({ ctx }) => ctx.terminals.list()),
  profiles: procedure.query(({ ctx }) => ctx.profiles()),
  open: procedure.input(OpenTerminalRequest).mutation(({ ctx, input }) => ctx.terminals.open(input)),
  close: procedure.input(OneTerminal).mutation(({ ctx, input }) => ctx.terminals.close(input.id)),
  restart: procedure.input(OneTerminal).mutation(({ ctx, input }) => ctx.terminals.restart(input.id)),
  rename: procedure
    .input(OneTerminal.extend({ name: TerminalName.nullable() }))
    .mutation(({ ctx, input }) => ctx.terminals.rename(input.id, input.name)),
  record: procedure
    .input(OneTerminal.extend({ on: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.terminals.record(input.id, input.on)),
  onChange: procedure.subscription(({ ctx, signal }) => follow(ctx.terminals.onChange, ctx.terminals.list, signal)),
})

const recordings = router({
  list: procedure.query(({ ctx }) => ctx.terminals.recordings.list()),
  read: procedure
    .input(z.object({ id: RecordingId, offset: z.number().int().min(0) }))
    .query(({ ctx, input }) => ctx.terminals.recordings.read(input.id, input.offset)),
  delete: procedure
    .input(z.object({ id: RecordingId }))
    .mutation(({ ctx, input }) => ctx.terminals.recordings.delete(input.id)),
})

const providers = router({
  list: procedure
    .input(InOrganization)
    .query(({ ctx, input }) => ctx.controlPlane.providers.list(input.organizationId)),
  save: procedure
    .input(InOrganization.extend({ id: ProviderId, provider: SaveProviderRequest }))
    .mutation(({ ctx, input }) => ctx.controlPlane.providers.save(input.organizationId, input.id, input.provider)),
  delete: procedure
    .input(InOrganization.extend({ id: ProviderId }))
    .mutation(({ ctx, input }) => ctx.controlPlane.providers.delete(input.organizationId, input.id)),
})

const chat = router({
  list: procedure.input(InOrganization).query(({ ctx, input }) => ctx.controlPlane.chat.list(input.organizationId)),
  start: procedure
    .input(InOrganization.extend({ session: StartSessionRequest }))
    .mutation(({ ctx, input }) => ctx.controlPlane.chat.start(input.organizationId, input.session)),
  delete: procedure
    .input(InSession)
    .mutation(({ ctx, input }) => ctx.controlPlane.chat.delete(input.organizationId, input.sessionId)),
  send: procedure
    .input(InSession.extend({ message: SendMessageRequest }))
    .mutation(({ ctx, input }) => ctx.controlPlane.chat.send(input.organizationId, input.sessionId, input.message)),
  stop: procedure
    .input(InSession)
    .mutation(({ ctx, input }) => ctx.controlPlane.chat.stop(input.organizationId, input.sessionId)),
  /** Events after the cursor, each once and in order; the client resumes with the sequence of the last one it saw. */
  events: procedure
    .input(InSession.extend({ lastEventId: z.coerce.number().int().min(0).nullish() }))
    .subscription(async function* ({ ctx, input, signal }) {
      const stop = signal ?? new AbortController().signal
      const cursor = input.lastEventId ?? 0
      for await (const event of ctx.controlPlane.chat.events(input.organizationId, input.sessionId, cursor, stop)) {
        yield tracked(String(event.sequence), event)
      }
    }),
})

const usage = router({
  summary: procedure.input(InOrganization).query(({ ctx, input }) => ctx.controlPlane.usage(input.organizationId)),
})

export const appRouter = router({ app, organizations, apiKeys, hosts, terminals, recordings, providers, chat, usage })
export type AppRouter = typeof appRouter
