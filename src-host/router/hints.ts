// "Look again": what a window shows has changed on the control plane in use.
import { procedure, router } from './trpc.ts'

export const hints = router({
  onHint: procedure.subscription(({ ctx, signal }) => ctx.hints(signal)),
})
