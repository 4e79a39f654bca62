// Where the identity library keeps the keys that sign tokens: the private half sealed by our own box, so that it survives a change of the
// instance's secret as provider keys do.
import type { jwt } from 'better-auth/plugins/jwt'
import type { Selectable } from 'kysely'
import { authDate, type Database, type Tables } from '../database/index.ts'
import { newId, type SecretBox } from '../secret/index.ts'

type Storage = NonNullable<NonNullable<Parameters<typeof jwt>[0]>['adapter']>
type SigningKey = NonNullable<Awaited<ReturnType<NonNullable<Storage['getJwks']>>>>[number]

/** What tokens are signed with; also given to the library. */
export const SIGNING_ALGORITHM = { alg: 'EdDSA', crv: 'Ed25519' } as const

const placeOf = (id: string) => `signing-key/${id}`

export function signingKeyStorage({ db, dialect }: Pick<Database, 'db' | 'dialect'>, box: SecretBox) {
  return {
    async getJwks() {
      const rows = await db.selectFrom('jwks').selectAll().execute()
      return rows.map((row) => openKey(row, box))
    },
    async createJwk(key) {
      const id = newId('signing_key')
      const { publicKey, privateKey, createdAt, expiresAt, alg, crv } = key
      await db
        .insertInto('jwks')
        .values({
          id,
          publicKey,
          privateKey: box.seal(privateKey, placeOf(id)),
          createdAt: authDate(dialect, createdAt.getTime()),
          expiresAt: expiresAt ? authDate(dialect, expiresAt.getTime()) : null,
          alg: alg ?? null,
          crv: crv ?? null,
        })
        .execute()
      return { ...key, id }
    },
  } satisfies Storage
}

/** One that cannot be opened signs nothing any more: it counts as expired, so that another is made, and what it signed is still good. */
function openKey(row: Selectable<Tables['jwks']>, box: SecretBox): SigningKey {
  const { id, publicKey } = row
  const known = { id, publicKey, createdAt: new Date(row.createdAt), ...SIGNING_ALGORITHM }
  try {
    const expiresAt = row.expiresAt === null ? undefined : new Date(row.expiresAt)
    return { ...known, privateKey: box.open(row.privateKey, placeOf(id)), expiresAt }
  } catch {
    return { ...known, privateKey: '', expiresAt: new Date(Date.now() - 1) }
  }
}

/** After the instance's secret was exchanged. Answers how many. */
export async function resealSigningKeys({ db }: Pick<Database, 'db'>, box: SecretBox): Promise<number> {
  let count = 0
  for (const { id, privateKey } of await db.selectFrom('jwks').select(['id', 'privateKey']).execute()) {
    const anew = box.reseal(privateKey, placeOf(id))
    if (anew === null) continue
    await db.updateTable('jwks').set({ privateKey: anew }).where('id', '=', id).execute()
    count += 1
  }
  return count
}
