// An organization as its members see it, and the order of their roles.
import { z } from 'zod'

export const ORGANIZATIONS_PATH = '/v1/organizations'

export const OrganizationId = z.string().min(1).max(64)

export const Role = z.enum(['member', 'admin', 'owner'])
export type Role = z.infer<typeof Role>

/** True if `role` may do what `needed` may: owner over admin over member. */
export function atLeast(role: Role, needed: Role): boolean {
  return Role.options.indexOf(role) >= Role.options.indexOf(needed)
}

export const OrganizationMembership = z.object({
  id: OrganizationId,
  name: z.string(),
  slug: z.string(),
  role: Role,
})
export type OrganizationMembership = z.infer<typeof OrganizationMembership>

/** Without control characters: it is printed on terminals. */
export const OrganizationName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^\P{Cc}*$/u, 'has characters that cannot be shown')

/** Also the request that renames one. */
export const CreateOrganizationRequest = z.object({ name: OrganizationName })
export type CreateOrganizationRequest = z.infer<typeof CreateOrganizationRequest>
