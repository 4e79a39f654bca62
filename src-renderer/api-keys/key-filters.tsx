// What narrows a list of keys: a text, a state and, for a person's own, an organization.
import { Search } from 'lucide-react'
import type { OrganizationMembership } from '#contract/organization'
import { FilterInput, Select } from '../ui/index.ts'
import type { KeyFilter, KeyState } from './key-list.ts'

type KeyFiltersProps = {
  filter: KeyFilter
  onFilter: (filter: KeyFilter) => void
  /** How many keys there are of each state. */
  counts: Record<KeyState, number>
  /** To choose from; none where the list is of one. */
  organizations?: readonly OrganizationMembership[]
}

const ALL = 'all'
const STATES = { usable: 'Usable', stale: 'Stale', expired: 'Expired' } as const

export function KeyFilters({ filter, onFilter, counts, organizations = [] }: KeyFiltersProps) {
  const states = [
    { value: ALL, label: 'Every state' },
    ...(['usable', 'stale', 'expired'] as const).map((value) => ({
      value,
      label: `${STATES[value]} (${counts[value]})`,
    })),
  ] as const
  return (
    <div className="flex flex-wrap items-center gap-2">
      <FilterInput
        label="Find a key"
        icon={<Search />}
        value={filter.text}
        onValueChange={(text) => onFilter({ ...filter, text })}
        className="w-56"
      />
      {organizations.length > 1 && (
        <Select
          label="Show keys of"
          className="w-52"
          options={[
            { value: ALL, label: 'All organizations' },
            ...organizations.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={filter.organizationId ?? ALL}
          onValueChange={(id) => onFilter({ ...filter, organizationId: id === ALL ? null : id })}
        />
      )}
      <Select
        label="Show keys that are"
        className="w-36"
        options={states}
        value={filter.state ?? ALL}
        onValueChange={(state) => onFilter({ ...filter, state: state === ALL ? null : state })}
      />
    </div>
  )
}
