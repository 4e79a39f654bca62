// Organizations themselves: made by whoever owns them then, and renamed.
import type { CreateOrganizationRequest, OrganizationMembership } from '#contract/organization'
import { provisionDefaultAgent } from '../agent/index.ts'
import { type Actor, MOORING, recordAudit } from '../audit/index.ts'
import { authDate } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { newId } from '../secret/index.ts'
import { changeOrganization, type OrganizationDependencies } from './change-organization.ts'

/** Organizations that one person is in: each is read whenever a credential of theirs is. */
export const MAX_ORGANIZATIONS_PER_PERSON = 100

/** Creates the organization and its owner's membership together, then the agent that it has without asking for one. */
export async function createOrganization(
  deps: OrganizationDependencies,
  ownerUserId: string,
  { name }: CreateOrganizationRequest,
  actor: Actor = MOORING,
): Promise<OrganizationMembership> {
  const { db, dialect, changes, now } = deps
  const id = newId('org')
  const memberId = newId('member')
  const slug = slugOf(name, id)
  const createdAt = authDate(dialect, now())
  await db.transaction().execute(async (trx) => {
    await trx.insertInto('organization').values({ id, name, slug, createdAt }).execute()
    const member = { id: memberId, organizationId: id, userId: ownerUserId, role: 'owner' as const, createdAt }
    await trx.insertInto('member').values(member).execute()
    await recordAudit(trx, now, id, actor, { action: 'organization-created', target: { id, name } })
  })
  await provisionDefaultAgent(deps, id)
  changes.announce({ table: 'member', id: memberId, organizationId: id, userId: ownerUserId })
  return { id, name, slug, role: 'owner' }
}

/** Its slug stays: addresses that somebody wrote down go on working. */
export function renameOrganization(
  deps: OrganizationDependencies,
  { organizationId, role }: OrgScope,
  actor: Actor,
  { name }: CreateOrganizationRequest,
): Promise<OrganizationMembership> {
  return changeOrganization(deps, organizationId, async ({ trx, organization, tell }) => {
    if (name !== organization.name) {
      await trx.updateTable('organization').set({ name }).where('id', '=', organizationId).execute()
      const details = { before: organization.name }
      const target = { id: organizationId, name }
      await recordAudit(trx, deps.now, organizationId, actor, { action: 'organization-renamed', target, details })
      tell({ table: 'organization', id: organizationId, userId: null })
    }
    return { ...organization, name, role }
  })
}

/** Readable and unique: two organizations may have one name. */
function slugOf(name: string, id: string): string {
  const words = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return `${words || 'organization'}-${id.slice(-6).toLowerCase()}`
}
