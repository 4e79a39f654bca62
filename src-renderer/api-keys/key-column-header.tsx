// The header of a column that a list of keys can be sorted by.
import { SortHeader } from '../ui/index.ts'
import { type KeyColumn, type KeySort, sortedBy } from './key-list.ts'

export type SortProps = { sort: KeySort; onSort: (sort: KeySort) => void }

type KeyColumnHeaderProps = SortProps & { column: KeyColumn; title: string }

export function KeyColumnHeader({ column, title, sort, onSort }: KeyColumnHeaderProps) {
  return (
    <SortHeader
      direction={sort.column === column ? sort.direction : undefined}
      onSort={() => onSort(sortedBy(column, sort))}
    >
      {title}
    </SortHeader>
  )
}
