// One change of an organization and its people after another, here and on every replica: what must hold of all of them together (there is an
// owner, an invitation is used once) is decided on rows that nobody else changes meanwhile.
import type { Transaction } from 'kysely'
import type { Change, Database, Tables } from '../database/index.ts'

export type OrganizationDependencies = Pick<Database, 'db' | 'read' | 'dialect' | 'changes'> & { now: () => number }

export type OrganizationChange = {
  readonly trx: Transaction<Tables>
  readonly organization: { readonly id: string; readonly name: string; readonly slug: string }
  /** Announced when the transaction is over. */
  readonly tell: (change: Omit<Change, 'organizationId'>) => void
}

export async function changeOrganization<Result>(
  { db, dialect, changes }: OrganizationDependencies,
  organizationId: string,
  work: (change: OrganizationChange) => Promise<Result>,
): Promise<Result> {
  const told: Change[] = []
  const result = await db.transaction().execute(async (trx) => {
    const organization = await trx
      .selectFrom('organization')
      .select(['id', 'name', 'slug'])
      .where('id', '=', organizationId)
      // SQLite has one writer. This lock leaves the row readable, and what refers to it insertable.
      .$if(dialect === 'postgres', (query) => query.forNoKeyUpdate())
      .executeTakeFirstOrThrow()
    return work({ trx, organization, tell: (change) => void told.push({ ...change, organizationId }) })
  })
  for (const change of told) changes.announce(change)
  return result
}
