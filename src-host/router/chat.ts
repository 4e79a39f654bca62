// Chat sessions with an organization's default agent, and their events.
import { tracked } from '@trpc/server'
import { z } from 'zod'
import { SendMessageRequest, StartSessionRequest } from '#contract/chat'
import { Id, InOrganization } from './inputs.ts'
import { procedure, router } from './trpc.ts'

const InSession = InOrganization.extend({ sessionId: Id })

export const chat = router({
  list: procedure.input(InOrganization).query(({ ctx, input }) => ctx.controlPlane().chat.list(input.organizationId)),
  start: procedure
    .input(InOrganization.extend({ session: StartSessionRequest }))
    .mutation(({ ctx, input }) => ctx.controlPlane().chat.start(input.organizationId, input.session)),
  delete: procedure
    .input(InSession)
    .mutation(({ ctx, input }) => ctx.controlPlane().chat.delete(input.organizationId, input.sessionId)),
  send: procedure
    .input(InSession.extend({ message: SendMessageRequest }))
    .mutation(({ ctx, input }) => ctx.controlPlane().chat.send(input.organizationId, input.sessionId, input.message)),
  stop: procedure
    .input(InSession)
    .mutation(({ ctx, input }) => ctx.controlPlane().chat.stop(input.organizationId, input.sessionId)),
  /** Events after the cursor, each once and in order; the client resumes with the sequence of the last one it saw. */
  events: procedure
    .input(InSession.extend({ lastEventId: z.coerce.number().int().min(0).nullish() }))
    .subscription(async function* ({ ctx, input, signal }) {
      const stop = AbortSignal.any([ctx.whileInUse(), ...(signal === undefined ? [] : [signal])])
      const cursor = input.lastEventId ?? 0
      for await (const event of ctx.controlPlane().chat.events(input.organizationId, input.sessionId, cursor, stop)) {
        yield tracked(String(event.sequence), event)
      }
    }),
})
