// Organizations, their members and invitations, and their audit. What changes the caller's own memberships is read again at once.
import { z } from 'zod'
import { AuditQuery } from '#contract/audit'
import { Failure } from '#contract/failure'
import {
  ChangeRoleRequest,
  CreateInvitationRequest,
  CreateOrganizationRequest,
  InvitationToken,
} from '#contract/organization'
import type { RouterContext } from './context.ts'
import { Id, InOrganization } from './inputs.ts'
import { procedure, router } from './trpc.ts'

const OneMember = InOrganization.extend({ userId: z.string().min(1).max(128) })

export const organizations = router({
  list: procedure.query(({ ctx }) => ctx.controlPlane().organizations.list()),
  create: procedure
    .input(CreateOrganizationRequest)
    .mutation(({ ctx, input }) => thenRefresh(ctx, ctx.controlPlane().organizations.create(input))),
  rename: procedure
    .input(InOrganization.extend(CreateOrganizationRequest.shape))
    .mutation(({ ctx, input: { organizationId, ...body } }) =>
      thenRefresh(ctx, ctx.controlPlane().organizations.rename(organizationId, body)),
    ),
})

export const members = router({
  list: procedure
    .input(InOrganization)
    .query(({ ctx, input }) => ctx.controlPlane().members.list(input.organizationId)),
  changeRole: procedure
    .input(OneMember.extend(ChangeRoleRequest.shape))
    .mutation(({ ctx, input: { organizationId, userId, ...body } }) =>
      thenRefresh(ctx, ctx.controlPlane().members.changeRole(organizationId, userId, body)),
    ),
  remove: procedure
    .input(OneMember)
    .mutation(({ ctx, input }) =>
      thenRefresh(ctx, ctx.controlPlane().members.remove(input.organizationId, input.userId)),
    ),
  leave: procedure
    .input(InOrganization)
    .mutation(({ ctx, input }) =>
      thenRefresh(ctx, ctx.controlPlane().members.remove(input.organizationId, personIn(ctx))),
    ),
})

export const invitations = router({
  list: procedure
    .input(InOrganization)
    .query(({ ctx, input }) => ctx.controlPlane().invitations.list(input.organizationId)),
  create: procedure
    .input(InOrganization.extend(CreateInvitationRequest.shape))
    .mutation(({ ctx, input: { organizationId, ...body } }) =>
      ctx.controlPlane().invitations.create(organizationId, body),
    ),
  withdraw: procedure
    .input(InOrganization.extend({ id: Id }))
    .mutation(({ ctx, input }) => ctx.controlPlane().invitations.withdraw(input.organizationId, input.id)),
  preview: procedure.input(InvitationToken).query(({ ctx, input }) => ctx.controlPlane().invitations.preview(input)),
  accept: procedure
    .input(InvitationToken)
    .mutation(({ ctx, input }) => thenRefresh(ctx, ctx.controlPlane().invitations.accept(input))),
})

export const audit = router({
  page: procedure
    .input(InOrganization.extend(AuditQuery.shape))
    .query(({ ctx, input: { organizationId, ...query } }) => ctx.controlPlane().audit.page(organizationId, query)),
})

async function thenRefresh<T>(ctx: RouterContext, change: Promise<T>): Promise<T> {
  const changed = await change
  await ctx.refresh()
  return changed
}

function personIn(ctx: RouterContext): string {
  const { identity } = ctx.state()
  if (identity.state === 'signed-in' && identity.me.user !== null) return identity.me.user.id
  throw new Failure('forbidden', 'Only a signed-in person is a member of an organization.')
}
