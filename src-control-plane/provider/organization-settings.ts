// What an organization has set for its gateway, in memory, so that a warm request reads nothing: dropped the moment that the database says
// it changed, and not kept while changes could go unnoticed. The pattern is identity/standing-cache.
import { LRUCache } from 'lru-cache'
import { type GatewayPolicy, type Limits, NO_LIMITS, type ProviderId } from '#contract/gateway'
import type { Changes, Database } from '../database/index.ts'
import { limitsOf, readPolicy } from '../policy/index.ts'
import type { SecretBox } from '../secret/index.ts'
import { type PoolRow, poolPlace, poolsOf } from './pool-rows.ts'

export type OrganizationSettings = {
  readonly providers: ReadonlyMap<ProviderId, ProviderSettings>
  readonly policy: GatewayPolicy
  /** By the key's id. */
  readonly keyLimits: ReadonlyMap<string, Limits>
}

/** `pool` is oldest first. */
export type ProviderSettings = { readonly baseUrl: string; readonly pool: readonly PoolCredential[] }

/** `secret` is null for one that cannot be opened: sealed by another instance, or moved by hand. */
export type PoolCredential = { readonly id: string; readonly hint: string; readonly secret: string | null }

export type SettingsStore = Disposable & { of: (organizationId: string) => Promise<OrganizationSettings> }

/** Organizations remembered, each some KiB. */
const MAX_REMEMBERED = 2_000
/** The last resort, should a change go unnoticed all the same. Milliseconds. */
const LIFETIME_MS = 30_000

type Dependencies = Pick<Database, 'read' | 'changes'> & { secrets: SecretBox; now: () => number }

export function createSettingsStore({ read, changes, secrets, now }: Dependencies): SettingsStore {
  const remembered = new LRUCache<string, OrganizationSettings>({
    max: MAX_REMEMBERED,
    ttl: LIFETIME_MS,
    ttlResolution: 0,
    perf: { now },
  })
  // A load that began before a change may have read what was before it: it is answered, and not remembered.
  let generation = 0
  const listener: Parameters<Changes['subscribe']>[0] = (change) => {
    if (change !== 'anything' && !OURS.has(change.table)) return
    generation += 1
    if (change === 'anything' || change.organizationId === null) remembered.clear()
    else remembered.delete(change.organizationId)
  }
  const subscription = changes.subscribe(listener)
  return {
    async of(organizationId) {
      const found = remembered.get(organizationId)
      if (found !== undefined) return found
      const begun = generation
      const settings = await load(read, secrets, organizationId)
      if (begun === generation && changes.live()) remembered.set(organizationId, settings)
      return settings
    },
    [Symbol.dispose]: () => subscription[Symbol.dispose](),
  }
}

/** What holds for a request of this key, or of a session. */
export function limitsIn({ policy, keyLimits }: OrganizationSettings, keyId: string | null) {
  const key = keyId === null ? undefined : keyLimits.get(keyId)
  return { organization: policy.limits, key: key ?? NO_LIMITS }
}

const OURS: ReadonlySet<string> = new Set([
  'provider',
  'providerCredential',
  'gatewayPolicy',
  'keyLimit',
  'organization',
])

async function load(read: Database['read'], secrets: SecretBox, organizationId: string): Promise<OrganizationSettings> {
  const [providers, pools, policy, limits] = await Promise.all([
    read.selectFrom('provider').select(['id', 'baseUrl']).where('organizationId', '=', organizationId).execute(),
    poolsOf(read, organizationId),
    readPolicy(read, organizationId),
    read.selectFrom('keyLimit').selectAll().where('organizationId', '=', organizationId).execute(),
  ])
  const settingsOf = ({ id, baseUrl }: { id: ProviderId; baseUrl: string }) => {
    const pool = pools.filter(({ providerId }) => providerId === id).map((row) => opened(secrets, row))
    return [id, { baseUrl, pool }] as const
  }
  return {
    providers: new Map(providers.map(settingsOf)),
    policy,
    keyLimits: new Map(limits.map((row) => [row.id, limitsOf(row)])),
  }
}

function opened(secrets: SecretBox, { organizationId, providerId, id, hint, sealedSecret }: PoolRow): PoolCredential {
  try {
    return { id, hint, secret: secrets.open(sealedSecret, poolPlace(organizationId, providerId)) }
  } catch {
    return { id, hint, secret: null }
  }
}
