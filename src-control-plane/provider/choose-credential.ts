// Which of a provider's keys a request goes out with: each in turn, as long as it is healthy. Pure.
import type { CredentialHealth } from '#contract/gateway'
import type { PoolCredential } from './organization-settings.ts'

export type UsableCredential = PoolCredential & { readonly secret: string }

export type PoolChoice =
  | { choice: 'use'; credential: UsableCredential }
  /** None can be used now. `until` is the first moment at which one might be. */
  | { choice: 'limited'; until: number }
  | { choice: 'broken'; until: number }
  | { choice: 'refused'; hint: string }
  | { choice: 'unreadable' }

/** `turn` counts the requests of this pool; `tried` are ids that this request has met a refusal with. */
export function chooseCredential(
  pool: readonly PoolCredential[],
  healthOf: (id: string) => CredentialHealth,
  turn: number,
  tried: ReadonlySet<string> = new Set(),
): PoolChoice {
  const inTurn = pool.map((_, index) => pool[(turn + index) % pool.length] as PoolCredential)
  const readable = inTurn.filter(isReadable)
  const healthy = readable.find(({ id }) => !tried.has(id) && healthOf(id).state === 'healthy')
  if (healthy !== undefined) return { choice: 'use', credential: healthy }
  const [first] = readable
  if (first === undefined) return { choice: 'unreadable' }
  const healths = readable.map(({ id }) => healthOf(id))
  const limited = healths.flatMap((health) =>
    health.state === 'cooling' && health.because === 'rate-limited' ? [health.until] : [],
  )
  if (limited.length > 0) return { choice: 'limited', until: Math.min(...limited) }
  const broken = healths.flatMap((health) => (health.state === 'broken' ? [health.until] : []))
  if (broken.length > 0) return { choice: 'broken', until: Math.min(...broken) }
  return { choice: 'refused', hint: first.hint }
}

const isReadable = (credential: PoolCredential): credential is UsableCredential => credential.secret !== null
