// A list of keys as a person has narrowed and sorted it; kept for as long as the page is open.
import { useState } from 'react'
import {
  filterKeys,
  type KeyFilter,
  type KeySort,
  type KeyState,
  type ListedKey,
  sortKeys,
  stateOf,
} from './key-list.ts'

const EVERYTHING: KeyFilter = { organizationId: null, state: null, text: '' }
const NEWEST_FIRST: KeySort = { column: 'created', direction: 'descending' }

export function useKeyList<Key extends ListedKey>(keys: readonly Key[]) {
  const [filter, onFilter] = useState(EVERYTHING)
  const [sort, onSort] = useState(NEWEST_FIRST)
  const now = Date.now()
  const counts: Record<KeyState, number> = { usable: 0, stale: 0, expired: 0 }
  for (const key of keys) counts[stateOf(key, now)] += 1
  return {
    shown: sortKeys(filterKeys(keys, filter, now), sort),
    filters: { filter, onFilter, counts },
    sorting: { sort, onSort },
  }
}
