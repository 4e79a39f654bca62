// What went through an organization's gateway, and what it allows there.
import { GatewayPolicy, LedgerQuery, Limits, UsageQuery } from '#contract/gateway'
import { Id, InOrganization } from './inputs.ts'
import { procedure, router } from './trpc.ts'

const OneKey = InOrganization.extend({ keyId: Id })

export const usage = router({
  report: procedure
    .input(InOrganization.extend(UsageQuery.shape))
    .query(({ ctx, input: { organizationId, ...query } }) => ctx.controlPlane().usage.report(organizationId, query)),
  table: procedure
    .input(InOrganization.extend(UsageQuery.shape))
    .query(({ ctx, input: { organizationId, ...query } }) => ctx.controlPlane().usage.table(organizationId, query)),
  requests: procedure
    .input(InOrganization.extend(LedgerQuery.shape))
    .query(({ ctx, input: { organizationId, ...query } }) => ctx.controlPlane().usage.requests(organizationId, query)),
  /** Each reading is written into the audit, so it is asked for by a person and never by itself. */
  prompt: procedure
    .input(InOrganization.extend({ requestId: Id }))
    .mutation(({ ctx, input }) => ctx.controlPlane().usage.prompt(input.organizationId, input.requestId)),
})

export const gateway = router({
  policy: procedure
    .input(InOrganization)
    .query(({ ctx, input }) => ctx.controlPlane().gatewayPolicy.get(input.organizationId)),
  savePolicy: procedure
    .input(InOrganization.extend({ policy: GatewayPolicy }))
    .mutation(({ ctx, input }) => ctx.controlPlane().gatewayPolicy.save(input.organizationId, input.policy)),
  keyLimits: procedure
    .input(OneKey)
    .query(({ ctx, input }) => ctx.controlPlane().gatewayPolicy.keyLimits(input.organizationId, input.keyId)),
  saveKeyLimits: procedure
    .input(OneKey.extend({ limits: Limits }))
    .mutation(({ ctx, input }) =>
      ctx.controlPlane().gatewayPolicy.saveKeyLimits(input.organizationId, input.keyId, input.limits),
    ),
})
