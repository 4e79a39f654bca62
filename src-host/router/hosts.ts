// The machines of an organization.
import { InOrganization } from './inputs.ts'
import { procedure, router } from './trpc.ts'

export const hosts = router({
  list: procedure.input(InOrganization).query(({ ctx, input }) => ctx.controlPlane().hosts.list(input.organizationId)),
})
