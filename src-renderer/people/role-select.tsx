// A member's role: a word where it cannot be changed, else the choice. A change is made at once and can be taken back.
import type { Member, Role } from '#contract/organization'
import { failureOf } from '../host-client/index.ts'
import { useOrganization } from '../organization/index.ts'
import { Select, toast } from '../ui/index.ts'
import { AS_ROLE, ROLE_WORDS, roleOptions } from './member-rights.ts'
import { useChangeRole } from './use-members.ts'

type RoleSelectProps = { member: Member; standing: Parameters<typeof roleOptions>[0] }

export function RoleSelect({ member: { userId, name, role }, standing }: RoleSelectProps) {
  const { id: organizationId } = useOrganization()
  const change = useChangeRole()
  const options = roleOptions(standing)
  if (options.length === 0) return ROLE_WORDS[role].label
  const give = (next: Role) => {
    if (next === role || change.isPending) return
    change.mutate(
      { organizationId, userId, role: next },
      {
        onSuccess: () => toast.success(`${name} is ${AS_ROLE[next]} now.`),
        onError: (error) => toast.error(failureOf(error).message),
      },
    )
  }
  return (
    <Select
      label={`Role of ${name}`}
      className="w-28"
      options={options}
      value={change.variables && change.isPending ? change.variables.role : role}
      onValueChange={give}
    />
  )
}
