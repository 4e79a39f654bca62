// The host's own state, as every window follows it.
import { follow } from './follow.ts'
import { procedure, router } from './trpc.ts'

export const app = router({
  state: procedure.query(({ ctx }) => ctx.state()),
  refresh: procedure.mutation(({ ctx }) => ctx.refresh()),
  onChange: procedure.subscription(({ ctx, signal }) => follow(ctx.onStateChange, ctx.state, signal)),
})
