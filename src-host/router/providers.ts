// Whose models an organization may use, and what was used.
import { ProviderId, SaveProviderRequest } from '#contract/gateway'
import { InOrganization } from './inputs.ts'
import { procedure, router } from './trpc.ts'

export const providers = router({
  list: procedure
    .input(InOrganization)
    .query(({ ctx, input }) => ctx.controlPlane().providers.list(input.organizationId)),
  save: procedure
    .input(InOrganization.extend({ id: ProviderId, provider: SaveProviderRequest }))
    .mutation(({ ctx, input }) => ctx.controlPlane().providers.save(input.organizationId, input.id, input.provider)),
  delete: procedure
    .input(InOrganization.extend({ id: ProviderId }))
    .mutation(({ ctx, input }) => ctx.controlPlane().providers.delete(input.organizationId, input.id)),
})

export const usage = router({
  summary: procedure.input(InOrganization).query(({ ctx, input }) => ctx.controlPlane().usage(input.organizationId)),
})
