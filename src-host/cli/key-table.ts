// API keys as a person reads them in a terminal.
import type { ApiKey } from '#contract/api-key'
import { table } from './output.ts'

const HEADINGS = ['ID', 'NAME', 'KIND', 'ORGANIZATION', 'KEY', 'LAST USED', 'EXPIRES', '']

export function keyTable(keys: readonly ApiKey[], now: number): string {
  return table([HEADINGS, ...keys.map((key) => rowOf(key, now))])
}

function rowOf(key: ApiKey, now: number): string[] {
  const kind = key.role === null ? key.kind : `${key.kind} (${key.role})`
  const organization = key.kind === 'personal' ? 'all of yours' : (key.organizationName ?? 'gone')
  const mask = `${key.start}…${key.lastFour}`
  return [key.id, key.name, kind, organization, mask, lastUse(key), expiry(key, now), staleness(key)]
}

function lastUse({ lastUsedAt, lastUsedFrom }: ApiKey): string {
  if (lastUsedAt === null) return 'never'
  const at = new Date(lastUsedAt).toISOString().slice(0, 16).replace('T', ' ')
  return lastUsedFrom === null ? at : `${at} from ${lastUsedFrom}`
}

function expiry({ expiresAt }: ApiKey, now: number): string {
  if (expiresAt === null) return 'never'
  const day = dayOf(expiresAt)
  return expiresAt <= now ? `expired ${day}` : day
}

/** It reaches nothing while its owner is not in its organization. */
function staleness({ stale }: ApiKey): string {
  if (stale === null) return ''
  return stale.since === null ? 'stale' : `stale since ${dayOf(stale.since)}`
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
