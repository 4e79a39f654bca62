// Which keys of a list are shown, and in which order.
import type { ApiKey } from '#contract/api-key'

export type KeyState = 'usable' | 'stale' | 'expired'
export type KeyFilter = {
  /** Of this organization; a personal key is of every one. Null: of all. */
  organizationId: string | null
  state: KeyState | null
  /** Looked for in what is written of a key, whatever its case. */
  text: string
}
export type KeyColumn = 'name' | 'organization' | 'owner' | 'created' | 'used' | 'expires'
export type KeySort = { column: KeyColumn; direction: 'ascending' | 'descending' }

/** As a person's own list has it, and with its owner as an admin's has it. */
export type ListedKey = ApiKey & { ownerName?: string | null }

/** `now` in milliseconds since the epoch. An expired key is expired, whatever else. */
export function stateOf({ stale, expiresAt }: Pick<ApiKey, 'stale' | 'expiresAt'>, now: number): KeyState {
  if (expiresAt !== null && expiresAt <= now) return 'expired'
  return stale === null ? 'usable' : 'stale'
}

export function filterKeys<Key extends ListedKey>(keys: readonly Key[], filter: KeyFilter, now: number): Key[] {
  const text = filter.text.trim().toLocaleLowerCase()
  return keys.filter(
    (key) =>
      (filter.organizationId === null || (key.organizationId ?? filter.organizationId) === filter.organizationId) &&
      (filter.state === null || stateOf(key, now) === filter.state) &&
      writtenOf(key).some((part) => part.toLocaleLowerCase().includes(text)),
  )
}

const writtenOf = ({ name, organizationName, ownerName, start, lastFour }: ListedKey): string[] => [
  name,
  organizationName ?? '',
  ownerName ?? '',
  start,
  lastFour,
]

/** Never used comes before any use; no end comes after any end; equal ones stand newest first. */
export function sortKeys<Key extends ListedKey>(keys: readonly Key[], { column, direction }: KeySort): Key[] {
  const sign = direction === 'ascending' ? 1 : -1
  return keys.toSorted((one, other) => sign * compare(one, other, column) || other.createdAt - one.createdAt)
}

function compare(one: ListedKey, other: ListedKey, column: KeyColumn): number {
  switch (column) {
    case 'name':
      return one.name.localeCompare(other.name)
    case 'organization':
      return (one.organizationName ?? '').localeCompare(other.organizationName ?? '')
    case 'owner':
      return (one.ownerName ?? '').localeCompare(other.ownerName ?? '')
    case 'created':
      return one.createdAt - other.createdAt
    case 'used':
      return (one.lastUsedAt ?? 0) - (other.lastUsedAt ?? 0)
    case 'expires':
      return (one.expiresAt ?? Number.MAX_SAFE_INTEGER) - (other.expiresAt ?? Number.MAX_SAFE_INTEGER)
    default:
      return column satisfies never
  }
}

/** A click on a column: what is newest or nearest first where that is asked for mostly, names from A. Again: the other way. */
export function sortedBy(column: KeyColumn, now: KeySort): KeySort {
  const first = column === 'created' || column === 'used' ? 'descending' : 'ascending'
  if (column !== now.column) return { column, direction: first }
  return { column, direction: now.direction === 'ascending' ? 'descending' : 'ascending' }
}
