// Whose usage it is, in words: the ledger keeps ids, and what they name may have gone since.
import type { Database } from '../database/index.ts'
import type { OrgScope } from '../identity/index.ts'
import { NO_KEY } from './sums.ts'

type Named = { id: string; name: string }
export type Names = { key: (id: string) => Named; user: (id: string) => Named }

/** Ids in one question: well below what either database takes as parameters. */
const AT_ONCE = 1_000

export async function namesOf(
  { read }: Pick<Database, 'read'>,
  { organizationId }: OrgScope,
  keyIds: readonly string[],
  userIds: readonly string[],
): Promise<Names> {
  const find = (table: 'apiKey' | 'user', ids: readonly string[]) =>
    inPieces(ids, (some) => read.selectFrom(table).select(['id', 'name']).where('id', 'in', some).execute())
  const [keys, users] = await Promise.all([find('apiKey', keyIds), find('user', userIds)])
  return {
    key: (id) => ({ id, name: id === NO_KEY ? 'Signed in, without a key' : (keys.get(id) ?? 'A deleted key') }),
    user: (id) => ({ id, name: id === organizationId ? 'Service keys' : (users.get(id) ?? 'A former user') }),
  }
}

async function inPieces(
  ids: readonly string[],
  find: (some: readonly string[]) => Promise<Named[]>,
): Promise<Map<string, string>> {
  const distinct = [...new Set(ids)]
  const names = new Map<string, string>()
  for (let i = 0; i < distinct.length; i += AT_ONCE) {
    for (const { id, name } of await find(distinct.slice(i, i + AT_ONCE))) names.set(id, name)
  }
  return names
}
