// What is said of a key in the cells of a table, a person's own or an organization's.
import type { ApiKey } from '#contract/api-key'
import { Badge, RelativeTime } from '../ui/index.ts'
import { expiryOf } from './expiry.ts'

export const KINDS: Record<ApiKey['kind'], string> = { member: 'Member', personal: 'Personal', service: 'Service' }

export function KindCell({ kind, role }: Pick<ApiKey, 'kind' | 'role'>) {
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap">
      <Badge>{KINDS[kind]}</Badge>
      {role && <span className="text-xs text-ink-faint">as {role}</span>}
    </span>
  )
}

/** What is shown of a key's secret is its beginning and its last four characters. */
export function MaskedKey({ start, lastFour }: Pick<ApiKey, 'start' | 'lastFour'>) {
  return (
    <code className="whitespace-nowrap font-mono text-xs">
      {start}…{lastFour}
    </code>
  )
}

export function LastUsed({ lastUsedAt, lastUsedFrom }: Pick<ApiKey, 'lastUsedAt' | 'lastUsedFrom'>) {
  if (lastUsedAt === null) return <span className="text-ink-faint">Never</span>
  return <RelativeTime at={lastUsedAt} {...(lastUsedFrom ? { note: `from ${lastUsedFrom}` } : {})} />
}

export function Expires({ expiresAt }: Pick<ApiKey, 'expiresAt'>) {
  if (expiresAt === null) return <span className="text-ink-faint">Never</span>
  const expiry = expiryOf(expiresAt, Date.now())
  if (expiry === 'later') return <RelativeTime at={expiresAt} />
  return (
    <Badge tone={expiry === 'expired' ? 'danger' : 'warn'}>
      {expiry === 'expired' ? 'Expired' : 'Expires'} <RelativeTime at={expiresAt} />
    </Badge>
  )
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })

const WHY_STALE = {
  own: 'You are not in its organization. It works again when you are back.',
  member: 'Its owner is not in the organization. It works again when they are back.',
}

/** Since when a key reaches nothing because its owner is not in its organization; nothing for one that is not so. */
export function StaleBadge({ stale, whose }: Pick<ApiKey, 'stale'> & { whose: keyof typeof WHY_STALE }) {
  if (stale === null) return null
  return (
    <Badge tone="warn" title={WHY_STALE[whose]}>
      {stale.since === null ? 'Stale' : `Stale since ${day.format(stale.since)}`}
    </Badge>
  )
}
