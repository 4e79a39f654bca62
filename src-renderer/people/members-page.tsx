// Who is in the organization, as what, and who may change that.
import { Link } from '@tanstack/react-router'
import { LogOut, UserMinus, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { atLeast, type Member } from '#contract/organization'
import { useCommands } from '../commands/index.ts'
import { failureOf, useMe } from '../host-client/index.ts'
import { useOrganization } from '../organization/index.ts'
import {
  Badge,
  buttonClass,
  Cell,
  ColumnHeader,
  ErrorNotice,
  IconButton,
  RelativeTime,
  RowHeader,
  Section,
  SkeletonRows,
  Table,
  TableBody,
  TableHead,
  TableRow,
} from '../ui/index.ts'
import { LeaveDialog } from './leave-dialog.tsx'
import { mayRemove } from './member-rights.ts'
import { RemoveMemberDialog } from './remove-member-dialog.tsx'
import { RoleSelect } from './role-select.tsx'
import { useMembers } from './use-members.ts'

export function MembersPage() {
  const organization = useOrganization()
  const members = useMembers(organization.id)
  return (
    <Section
      title="Members"
      description={`The people of ${organization.name}.`}
      actions={
        atLeast(organization.role, 'admin') && (
          <Link to="/settings/invitations" search={{ invite: true }} className={buttonClass({ variant: 'primary' })}>
            <UserPlus aria-hidden />
            Invite…
          </Link>
        )
      }
    >
      {members.isPending && <SkeletonRows label="Loading the members" />}
      {members.error && <ErrorNotice failure={failureOf(members.error)} onRetry={() => void members.refetch()} />}
      {members.data && <Members key={organization.id} members={members.data} />}
    </Section>
  )
}

function Members({ members }: { members: readonly Member[] }) {
  const [doomed, setDoomed] = useState<Member>()
  const [leaving, setLeaving] = useState(false)
  const owners = members.filter(({ role }) => role === 'owner').length
  const { role: own } = useOrganization()
  const myself = useMe()?.user?.id
  useCommands(
    members
      .filter(({ userId, role }) => userId !== myself && mayRemove({ own, theirs: role, owners }))
      .map((member) => ({
        id: `member.remove.${member.userId}`,
        group: 'Organization',
        title: `Remove ${member.name}…`,
        icon: UserMinus,
        run: () => setDoomed(member),
      })),
  )
  return (
    <>
      <Table label="Members">
        <TableHead>
          <tr>
            <ColumnHeader>Name</ColumnHeader>
            <ColumnHeader>Role</ColumnHeader>
            <ColumnHeader>Joined</ColumnHeader>
            <ColumnHeader>
              <span className="sr-only">Actions</span>
            </ColumnHeader>
          </tr>
        </TableHead>
        <TableBody>
          {members.map((member) => (
            <MemberRow
              key={member.userId}
              member={member}
              owners={owners}
              onRemove={() => setDoomed(member)}
              onLeave={() => setLeaving(true)}
            />
          ))}
        </TableBody>
      </Table>
      <RemoveMemberDialog member={doomed} onClose={() => setDoomed(undefined)} />
      <LeaveDialog open={leaving} onOpenChange={setLeaving} />
    </>
  )
}

type MemberRowProps = { member: Member; owners: number; onRemove: () => void; onLeave: () => void }

function MemberRow({ member, owners, onRemove, onLeave }: MemberRowProps) {
  const { role: own } = useOrganization()
  const isMyself = useMe()?.user?.id === member.userId
  const standing = { own, theirs: member.role, owners }
  return (
    <TableRow>
      <RowHeader className="max-w-80 py-1.5">
        <span className="flex items-center gap-2">
          <span className="min-w-0 truncate">{member.name}</span>
          {isMyself && <Badge tone="accent">you</Badge>}
        </span>
        <span className="block truncate text-xs font-normal text-ink-faint">{member.email}</span>
      </RowHeader>
      <Cell>
        <RoleSelect member={member} standing={standing} />
      </Cell>
      <Cell>
        <RelativeTime at={member.joinedAt} />
      </Cell>
      <Cell className="pr-2 text-right">
        {isMyself ? (
          <IconButton size="sm" label="Leave the organization" icon={<LogOut />} onClick={onLeave} />
        ) : (
          mayRemove(standing) && (
            <IconButton size="sm" label={`Remove ${member.name}`} icon={<UserMinus />} onClick={onRemove} />
          )
        )}
      </Cell>
    </TableRow>
  )
}
