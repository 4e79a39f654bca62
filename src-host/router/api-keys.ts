// API keys: a person's own, and for its admins those of an organization.
import { z } from 'zod'
import { DeletionReason, MintRequest, RenameApiKeyRequest } from '#contract/api-key'
import { OrganizationId } from '#contract/organization'
import { Id, InOrganization, WithId } from './inputs.ts'
import { procedure, router } from './trpc.ts'

export const apiKeys = router({
  list: procedure
    .input(z.object({ organizationId: OrganizationId.optional() }))
    .query(({ ctx, input }) => ctx.controlPlane().apiKeys.list(input.organizationId)),
  create: procedure
    .input(z.intersection(MintRequest, z.object({ idempotencyKey: z.string().min(8).max(100) })))
    .mutation(({ ctx, input: { idempotencyKey, ...request } }) =>
      ctx.controlPlane().apiKeys.mint(request, idempotencyKey),
    ),
  rename: procedure
    .input(WithId.extend(RenameApiKeyRequest.shape))
    .mutation(({ ctx, input: { id, ...body } }) => ctx.controlPlane().apiKeys.rename(id, body)),
  delete: procedure.input(WithId).mutation(({ ctx, input }) => ctx.controlPlane().apiKeys.delete(input.id)),
  ofOrganization: procedure
    .input(InOrganization)
    .query(({ ctx, input }) => ctx.controlPlane().apiKeys.ofOrganization(input.organizationId)),
  deleteOfOrganization: procedure
    .input(InOrganization.extend({ id: Id, reason: DeletionReason }))
    .mutation(({ ctx, input: { organizationId, id, reason } }) =>
      ctx.controlPlane().apiKeys.deleteOfOrganization(organizationId, id, reason),
    ),
})
