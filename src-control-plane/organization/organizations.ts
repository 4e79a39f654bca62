// Organizations and who is in them. A new one belongs to whoever made it.
import type { CreateOrganizationRequest, OrganizationMembership } from '#contract/organization'
import { type AgentDependencies, provisionDefaultAgent } from '../agent/index.ts'
import type { Database } from '../database/index.ts'
import { newId } from '../secret/index.ts'

type OrganizationDependencies = AgentDependencies & Pick<Database, 'dialect' | 'changes'>

/** Creates the organization and its owner's membership together, then the agent that it has without asking for one. */
export async function createOrganization(
  deps: OrganizationDependencies,
  ownerUserId: string,
  { name }: CreateOrganizationRequest,
): Promise<OrganizationMembership> {
  const { db, dialect, changes, now } = deps
  const id = newId('org')
  const slug = slugOf(name, id)
  const createdAt = authDate(dialect, now())
  await db.transaction().execute(async (trx) => {
    await trx.insertInto('organization').values({ id, name, slug, createdAt }).execute()
    const member = { id: newId('member'), organizationId: id, userId: ownerUserId, role: 'owner' as const, createdAt }
    await trx.insertInto('member').values(member).execute()
  })
  await provisionDefaultAgent(deps, id)
  changes.announce({ table: 'member', id, organizationId: id, userId: ownerUserId })
  return { id, name, slug, role: 'owner' }
}

/** better-auth's date columns: text on SQLite, a timestamp on PostgreSQL. */
function authDate(dialect: Database['dialect'], ms: number): Date | string {
  const date = new Date(ms)
  return dialect === 'sqlite' ? date.toISOString() : date
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
