// The agent that an organization has without asking for one. Provisioning it is harmless at any time and any number of times:
// it makes what is missing, fills what was left empty, and keeps what a person chose.
import type { Selectable } from 'kysely'
import type { Database, Tables } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { newId } from '../secret/index.ts'

export type Agent = Selectable<Tables['agent']>
export type AgentDependencies = Pick<Database, 'db' | 'read'> & { now: () => number }

const DEFAULT_SLUG = 'default'
const DEFAULTS = {
  name: 'Assistant',
  instructions:
    'You are the assistant of the organization whose member is talking to you. Be brief, exact and honest; say so when you do not know. Write Markdown.',
}

/** For a new organization, and for whoever needs the agent of one that is older than agents. */
export async function provisionDefaultAgent(
  { db, read, now }: AgentDependencies,
  organizationId: string,
): Promise<Agent> {
  const found = await findDefault(read, organizationId)
  if (found !== undefined && found.name !== null && found.instructions !== null) return found
  const at = now()
  const fresh = { ...DEFAULTS, id: newId('agent'), slug: DEFAULT_SLUG, provider: null, model: null }
  await db
    .insertInto('agent')
    .values({ organizationId, ...fresh, createdAt: at, updatedAt: at })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'slug']).doUpdateSet((present) => ({
        name: present.fn.coalesce('agent.name', 'excluded.name'),
        instructions: present.fn.coalesce('agent.instructions', 'excluded.instructions'),
      })),
    )
    .execute()
  return findDefault(db, organizationId).then(orThrow)
}

export async function findAgent({ read }: Pick<Database, 'read'>, scope: OrgScope, id: string): Promise<Agent | null> {
  const found = await read
    .selectFrom('agent')
    .selectAll()
    .where('organizationId', '=', scope.organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
  return found ?? null
}

function findDefault(db: Database['read'], organizationId: string): Promise<Agent | undefined> {
  return db
    .selectFrom('agent')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('slug', '=', DEFAULT_SLUG)
    .executeTakeFirst()
}

function orThrow(agent: Agent | undefined): Agent {
  if (agent === undefined) throw new Error('The default agent was deleted while it was provisioned.')
  return agent
}
