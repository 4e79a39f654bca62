// Binds member keys of a time before keys were bound (K20). Each in a transaction of its own: an end half way leaves whole keys behind,
// and the next run goes on from there.
import { MOORING } from '../audit/index.ts'
import { type Database, isUniqueViolation, millisecondsOf } from '../database/index.ts'
import { type Membership, planBackfill } from './backfill-plan.ts'
import { freeName } from './free-name.ts'
import { recordKey } from './key-audit.ts'
import { selectKeys } from './key-row.ts'

type Dependencies = Pick<Database, 'db'> & { now: () => number }

export type BackfillMode = 'dry-run' | 'apply'

type UnboundKey = { id: string; name: string; ownerUserId: string; ownerName: string }
type Place = Pick<Membership, 'organizationId' | 'organizationName'>
/** `boundAs` is its name from then on: another one where its owner has that name already. */
type BoundKey = UnboundKey & Place & { boundAs: string }

/** In a dry run, what would become of each key. */
export type BackfillReport = {
  readonly mode: BackfillMode
  readonly bound: readonly BoundKey[]
  readonly ambiguous: readonly (UnboundKey & { organizations: Place[] })[]
  readonly withoutOrganization: readonly UnboundKey[]
}

export async function backfillKeys(deps: Dependencies, mode: BackfillMode): Promise<BackfillReport> {
  const bound: BoundKey[] = []
  const ambiguous: BackfillReport['ambiguous'][number][] = []
  const withoutOrganization: UnboundKey[] = []
  for (const key of await unboundKeys(deps)) {
    const plan = planBackfill(await membershipsOf(deps, key.ownerUserId))
    switch (plan.outcome) {
      case 'bind': {
        const place = placeOf(plan.to)
        const boundAs = mode === 'apply' ? await bind(deps, key, place) : await nameIn(deps, key, place, bound)
        if (boundAs !== null) bound.push({ ...key, ...place, boundAs })
        break
      }
      case 'ambiguous':
        ambiguous.push({ ...key, organizations: plan.among.map(placeOf) })
        break
      case 'without-organization':
        withoutOrganization.push(key)
        break
      default:
        plan satisfies never
    }
  }
  return { mode, bound, ambiguous, withoutOrganization }
}

const placeOf = ({ organizationId, organizationName }: Membership): Place => ({ organizationId, organizationName })

/** The oldest first: it keeps its name. */
function unboundKeys({ db }: Dependencies): Promise<UnboundKey[]> {
  return db
    .selectFrom('apiKey')
    .innerJoin('user', 'user.id', 'apiKey.ownerUserId')
    .select(['apiKey.id', 'apiKey.name', 'user.id as ownerUserId', 'user.name as ownerName'])
    .where('kind', '=', 'member')
    .where('organizationId', 'is', null)
    .orderBy('apiKey.createdAt')
    .orderBy('apiKey.id')
    .execute()
}

async function membershipsOf({ db }: Dependencies, userId: string): Promise<Membership[]> {
  const rows = await db
    .selectFrom('member')
    .innerJoin('organization', 'organization.id', 'member.organizationId')
    .select(['organizationId', 'organization.name as organizationName', 'member.createdAt'])
    .where('userId', '=', userId)
    .orderBy('organizationId')
    .execute()
  return rows.map(({ createdAt, ...place }) => ({ ...place, since: millisecondsOf(createdAt) }))
}

/** Each that fails means that the owner took the very name between a look and a write; nobody does so as often. */
const MAX_ATTEMPTS = 20

/** Null when somebody else has bound or deleted it meanwhile. */
async function bind(deps: Dependencies, key: UnboundKey, { organizationId }: Place): Promise<string | null> {
  for (let attempt = 1; ; attempt++) {
    const name = await nameIn(deps, key, { organizationId })
    try {
      return await bindAs(deps, key, organizationId, name)
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isUniqueViolation(error)) throw error
    }
  }
}

function bindAs(
  { db, now }: Dependencies,
  { id, name: before }: UnboundKey,
  organizationId: string,
  name: string,
): Promise<string | null> {
  return db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('apiKey')
      .set({ organizationId, name })
      .where('id', '=', id)
      .where('organizationId', 'is', null)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n) return null
    const row = await selectKeys(trx).where('apiKey.id', '=', id).executeTakeFirstOrThrow()
    await recordKey(trx, now, MOORING, row, 'api-key-bound', name === before ? {} : { before })
    return name
  })
}

/** `given` are keys that a dry run has named already. */
async function nameIn(
  { db }: Dependencies,
  { name, ownerUserId }: UnboundKey,
  { organizationId }: Pick<Place, 'organizationId'>,
  given: readonly BoundKey[] = [],
): Promise<string> {
  const rows = await db
    .selectFrom('apiKey')
    .select('name')
    .where('kind', '=', 'member')
    .where('ownerUserId', '=', ownerUserId)
    .where('organizationId', '=', organizationId)
    .execute()
  const beside = given.filter((key) => key.ownerUserId === ownerUserId && key.organizationId === organizationId)
  return freeName(name, new Set([...rows.map((row) => row.name), ...beside.map(({ boundAs }) => boundAs)]))
}
