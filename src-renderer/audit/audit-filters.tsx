// What narrows the audit: an action, a person, the days.
import type { AuditAction } from '#contract/audit'
import { useMembers } from '../people/index.ts'
import { Button, DateInput, Select } from '../ui/index.ts'
import { ACTION_CHOICES } from './audit-words.ts'

export type AuditChoice = { action: AuditAction | null; actorUserId: string | null; fromDay: string; toDay: string }
export const EVERYTHING: AuditChoice = { action: null, actorUserId: null, fromDay: '', toDay: '' }

type AuditFiltersProps = { organizationId: string; choice: AuditChoice; onChoice: (choice: AuditChoice) => void }

const ALL = 'all'

export function AuditFilters({ organizationId, choice, onChoice }: AuditFiltersProps) {
  const members = useMembers(organizationId)
  const people = members.data?.map(({ userId, name }) => ({ value: userId, label: name })) ?? []
  const change = (part: Partial<AuditChoice>) => onChoice({ ...choice, ...part })
  const narrowed = JSON.stringify(choice) !== JSON.stringify(EVERYTHING)
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        label="Action"
        className="w-48"
        options={[{ value: ALL, label: 'Every action' }, ...ACTION_CHOICES]}
        value={choice.action ?? ALL}
        onValueChange={(action) => change({ action: action === ALL ? null : action })}
      />
      <Select
        label="Person"
        className="w-40"
        options={[{ value: ALL, label: 'Everybody' }, ...people]}
        value={choice.actorUserId ?? ALL}
        onValueChange={(id) => change({ actorUserId: id === ALL ? null : id })}
      />
      <DateInput label="From" value={choice.fromDay} onValueChange={(fromDay) => change({ fromDay })} />
      <DateInput label="To" value={choice.toDay} onValueChange={(toDay) => change({ toDay })} />
      {narrowed && (
        <Button variant="ghost" onClick={() => onChoice(EVERYTHING)}>
          Show all
        </Button>
      )}
    </div>
  )
}
