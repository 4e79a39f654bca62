// What a door should answer to a caller, said once more and apart from the code that decides it: the matrix compares the two.
import type { Role } from '#contract/organization'
import type { Access, Door } from './door-table.ts'

/** A caller as the matrix knows it: what its credential is meant to reach. */
export type Caller = {
  readonly kind: 'nobody' | 'person' | 'bound-key' | 'personal-key' | 'token'
  /** Role by organization. */
  readonly reach: Readonly<Record<string, Role>>
}

/** Null: the request names no organization. */
export function expectedStatus({ access, passed }: Door, caller: Caller, organizationId: string | null): number {
  if (access.who === 'anybody') return passed
  if (caller.kind === 'nobody') return 401
  switch (access.who) {
    case 'signed-in':
      return passed
    case 'person':
      return caller.kind === 'person' ? passed : 403
    case 'exchange':
      return caller.kind === 'token' || reachesNothing(caller) ? 403 : passed
    case 'role':
      return expectedByRole(access, passed, caller, organizationId)
    default:
      return access satisfies never
  }
}

const reachesNothing = ({ kind, reach }: Caller) => kind === 'bound-key' && Object.keys(reach).length === 0

function expectedByRole(
  { role, named, personOnly }: Extract<Access, { who: 'role' }>,
  passed: number,
  caller: Caller,
  organizationId: string | null,
): number {
  // A body without its organization is wrong before anything else is looked at (K2).
  if (named === 'body' && organizationId === null) return 400
  if (personOnly === true && caller.kind !== 'person') return 403
  const acting = organizationId ?? (named === 'header' ? onlyOne(caller) : 'org_made_up')
  if (acting === undefined) return 400
  const held = caller.reach[acting]
  return held !== undefined && RANK[held] >= RANK[role] ? passed : 403
}

const RANK: Record<Role, number> = { member: 0, admin: 1, owner: 2 }

/** A credential bound to one organization need not name it; one of a person must (K10). */
function onlyOne({ kind, reach }: Caller): string | undefined {
  const [only = 'org_gone', second] = Object.keys(reach)
  if (kind === 'bound-key') return only
  return kind === 'token' && second === undefined ? only : undefined
}
