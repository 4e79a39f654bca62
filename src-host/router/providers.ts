// Whose models an organization may use, and what was used.
import { LedgerQuery, ProviderId, SaveProviderRequest, UsageQuery } from '#contract/gateway'
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
  report: procedure
    .input(InOrganization.extend(UsageQuery.shape))
    .query(({ ctx, input: { organizationId, ...query } }) => ctx.controlPlane().usage.report(organizationId, query)),
  requests: procedure
    .input(InOrganization.extend(LedgerQuery.shape))
    .query(({ ctx, input: { organizationId, ...query } }) => ctx.controlPlane().usage.requests(organizationId, query)),
})
