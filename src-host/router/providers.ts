// Whose models an organization may use, with which keys: its own, and those of the person who asks.
import { AddCredentialRequest, ProviderId, SaveProviderRequest } from '#contract/gateway'
import { Id, InOrganization } from './inputs.ts'
import { procedure, router } from './trpc.ts'

const OneProvider = InOrganization.extend({ id: ProviderId })

export const providers = router({
  list: procedure
    .input(InOrganization)
    .query(({ ctx, input }) => ctx.controlPlane().providers.list(input.organizationId)),
  save: procedure
    .input(OneProvider.extend({ provider: SaveProviderRequest }))
    .mutation(({ ctx, input }) => ctx.controlPlane().providers.save(input.organizationId, input.id, input.provider)),
  delete: procedure
    .input(OneProvider)
    .mutation(({ ctx, input }) => ctx.controlPlane().providers.delete(input.organizationId, input.id)),
  check: procedure
    .input(OneProvider)
    .mutation(({ ctx, input }) => ctx.controlPlane().providers.check(input.organizationId, input.id)),
  addKey: procedure
    .input(OneProvider.extend(AddCredentialRequest.shape))
    .mutation(({ ctx, input: { organizationId, id, ...body } }) =>
      ctx.controlPlane().providers.addKey(organizationId, id, body),
    ),
  removeKey: procedure
    .input(OneProvider.extend({ keyId: Id }))
    .mutation(({ ctx, input }) => ctx.controlPlane().providers.removeKey(input.organizationId, input.id, input.keyId)),
})

export const ownKeys = router({
  list: procedure
    .input(InOrganization)
    .query(({ ctx, input }) => ctx.controlPlane().ownKeys.list(input.organizationId)),
  save: procedure
    .input(OneProvider.extend(AddCredentialRequest.shape))
    .mutation(({ ctx, input: { organizationId, id, ...body } }) =>
      ctx.controlPlane().ownKeys.save(organizationId, id, body),
    ),
  delete: procedure
    .input(OneProvider)
    .mutation(({ ctx, input }) => ctx.controlPlane().ownKeys.delete(input.organizationId, input.id)),
})
