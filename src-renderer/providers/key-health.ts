// How a provider's keys are doing, in words.
import type { CredentialHealth, Provider, ProviderCredential } from '#contract/gateway'

type Words = { words: string; tone: 'ok' | 'warn' | 'danger' | 'neutral' }

export function healthWords(health: CredentialHealth, now: number): Words {
  switch (health.state) {
    case 'healthy':
      return { words: 'Healthy', tone: 'ok' }
    case 'cooling':
      return health.because === 'refused'
        ? { words: `Refused by the provider; tried again ${inTime(health.until, now)}`, tone: 'danger' }
        : { words: `Limited by the provider; used again ${inTime(health.until, now)}`, tone: 'warn' }
    case 'broken':
      return { words: `Failing; tried again ${inTime(health.until, now)}`, tone: 'warn' }
    default:
      return health satisfies never
  }
}

/** Of the provider as a whole, for its card. */
export function providerWords({ credentials }: Pick<Provider, 'credentials'>): Words {
  const healthy = credentials.filter(isHealthy).length
  if (credentials.length === 0) return { words: 'Saved, no key', tone: 'neutral' }
  if (healthy === 0) return { words: credentials.length === 1 ? 'Key unhealthy' : 'No key healthy', tone: 'danger' }
  if (healthy < credentials.length) return { words: `${healthy} of ${credentials.length} keys healthy`, tone: 'warn' }
  return { words: credentials.length === 1 ? 'Key saved' : `${credentials.length} keys saved`, tone: 'ok' }
}

export const isHealthy = ({ health }: Pick<ProviderCredential, 'health'>) => health.state === 'healthy'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS

function inTime(until: number, now: number): string {
  const left = Math.max(until - now, SECOND_MS)
  return left < 2 * MINUTE_MS ? `in ${Math.ceil(left / SECOND_MS)} s` : `in ${Math.ceil(left / MINUTE_MS)} min`
}
