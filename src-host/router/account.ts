// Where the person is signed in, and the devices of theirs that ask to be.
import { DeviceCodeRequest } from '#contract/identity'
import { WithId } from './inputs.ts'
import { procedure, router } from './trpc.ts'

export const sessions = router({
  list: procedure.query(({ ctx }) => ctx.controlPlane().sessions.list()),
  revoke: procedure.input(WithId).mutation(({ ctx, input }) => ctx.controlPlane().sessions.revoke(input.id)),
  revokeOthers: procedure.mutation(({ ctx }) => ctx.controlPlane().sessions.revokeOthers()),
})

export const devices = router({
  describe: procedure.input(DeviceCodeRequest).query(({ ctx, input }) => ctx.controlPlane().devices.describe(input)),
  approve: procedure.input(DeviceCodeRequest).mutation(({ ctx, input }) => ctx.controlPlane().devices.approve(input)),
  deny: procedure.input(DeviceCodeRequest).mutation(({ ctx, input }) => ctx.controlPlane().devices.deny(input)),
})
