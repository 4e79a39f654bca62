// The owner of an embedded control plane: made on first run without a password, so that there is none to guess or leak.
import type { Database } from './database/index.ts'
import type { GatewayDependencies } from './gateway/index.ts'
import type { Auth } from './identity/index.ts'
import { createOrganization } from './organization/index.ts'
import { type FoundProviders, importProviders } from './provider/index.ts'

export type LocalOwner = { name: string; organizationName: string }

type Dependencies = GatewayDependencies & Pick<Database, 'dialect' | 'changes'> & { auth: Auth; found: FoundProviders }

/** `.invalid` never resolves (RFC 2606): nobody can be sent mail, or sign in, under this address. */
const LOCAL_OWNER_EMAIL = 'owner@mooring.invalid'

/** A new session of the local owner, who is created with an organization, and the providers found, if this is the first run. */
export async function signInLocalOwner(deps: Dependencies, owner: LocalOwner): Promise<string> {
  const { internalAdapter } = await deps.auth.$context
  const userId = (await findLocalOwner(deps)) ?? (await createLocalOwner(deps, owner))
  const session = await internalAdapter.createSession(userId)
  return session.token
}

async function findLocalOwner({ read }: Dependencies): Promise<string | null> {
  const found = await read.selectFrom('user').select('id').where('email', '=', LOCAL_OWNER_EMAIL).executeTakeFirst()
  return found?.id ?? null
}

async function createLocalOwner(deps: Dependencies, { name, organizationName }: LocalOwner): Promise<string> {
  const { internalAdapter } = await deps.auth.$context
  const user = await internalAdapter.createUser(
    { name, email: LOCAL_OWNER_EMAIL, emailVerified: true },
    { method: 'admin' },
  )
  const organization = await createOrganization(deps, user.id, { name: organizationName })
  await importProviders(deps, organization.id, deps.found)
  return user.id
}
