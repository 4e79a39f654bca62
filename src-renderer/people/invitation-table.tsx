// The invitations with what became of each.
import { Ban } from 'lucide-react'
import { useState } from 'react'
import type { Invitation, InvitationState } from '#contract/organization'
import { useCommands } from '../commands/index.ts'
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import { useOrganization } from '../organization/index.ts'
import {
  AlertDialog,
  Badge,
  Cell,
  ColumnHeader,
  IconButton,
  RelativeTime,
  RowHeader,
  Table,
  TableBody,
  TableHead,
  TableRow,
  toast,
} from '../ui/index.ts'
import { ROLE_WORDS } from './member-rights.ts'
import { useWithdraw } from './use-invitations.ts'

export function InvitationTable({ invitations }: { invitations: readonly Invitation[] }) {
  const [doomed, setDoomed] = useState<Invitation>()
  useCommands(
    invitations
      .filter(({ state }) => state === 'open')
      .map((invitation) => ({
        id: `invitation.withdraw.${invitation.id}`,
        group: 'Organization',
        title: `Withdraw the invitation for ${forWhom(invitation)}…`,
        icon: Ban,
        run: () => setDoomed(invitation),
      })),
  )
  return (
    <>
      <Table label="Invitations">
        <TableHead>
          <tr>
            <ColumnHeader>For</ColumnHeader>
            <ColumnHeader>Role</ColumnHeader>
            <ColumnHeader>State</ColumnHeader>
            <ColumnHeader>Made</ColumnHeader>
            <ColumnHeader>
              <span className="sr-only">Actions</span>
            </ColumnHeader>
          </tr>
        </TableHead>
        <TableBody>
          {invitations.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} onWithdraw={() => setDoomed(invitation)} />
          ))}
        </TableBody>
      </Table>
      <WithdrawDialog invitation={doomed} onClose={() => setDoomed(undefined)} />
    </>
  )
}

const forWhom = ({ note }: Pick<Invitation, 'note'>) => note || 'Somebody'

function InvitationRow({ invitation, onWithdraw }: { invitation: Invitation; onWithdraw: () => void }) {
  const { note, role, state, createdByName, createdAt } = invitation
  return (
    <TableRow>
      <RowHeader className="max-w-64 truncate" title={note || undefined}>
        {note || <span className="font-normal text-ink-faint">Somebody</span>}
      </RowHeader>
      <Cell>{ROLE_WORDS[role].label}</Cell>
      <Cell>
        <State invitation={invitation} />
      </Cell>
      <Cell>
        <RelativeTime at={createdAt} />
        {createdByName && <span className="text-ink-faint"> by {createdByName}</span>}
      </Cell>
      <Cell className="pr-2 text-right">
        {state === 'open' && (
          <IconButton
            size="sm"
            label={`Withdraw the invitation for ${forWhom(invitation)}`}
            icon={<Ban />}
            onClick={onWithdraw}
          />
        )}
      </Cell>
    </TableRow>
  )
}

const TONES = { open: 'accent', accepted: 'ok', withdrawn: 'neutral', expired: 'warn' } as const
const WORDS: Record<InvitationState, string> = {
  open: 'Open',
  accepted: 'Accepted',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
}

function State({ invitation: { state, expiresAt, acceptedByName } }: { invitation: Invitation }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <Badge tone={TONES[state]}>{WORDS[state]}</Badge>
      {state === 'accepted' && acceptedByName && <span>by {acceptedByName}</span>}
      {state === 'open' && (
        <span>
          ends <RelativeTime at={expiresAt} />
        </span>
      )}
    </span>
  )
}

function WithdrawDialog({ invitation, onClose }: { invitation: Invitation | undefined; onClose: () => void }) {
  const { id: organizationId } = useOrganization()
  const withdraw = useWithdraw()
  const oneAtATime = useSingleFlight()
  const close = () => {
    withdraw.reset()
    onClose()
  }
  const confirm = () => {
    if (!invitation) return
    const onSuccess = () => {
      toast.success('The invitation is withdrawn.')
      close()
    }
    oneAtATime((done) => withdraw.mutate({ organizationId, id: invitation.id }, { onSuccess, onSettled: done }))
  }
  return (
    <AlertDialog
      open={invitation !== undefined}
      onOpenChange={(open) => !open && close()}
      title={`Withdraw the invitation for ${invitation && forWhom(invitation)}?`}
      description="Its link stops working at once."
      confirm="Withdraw"
      onConfirm={confirm}
      busy={withdraw.isPending}
      failure={withdraw.error ? failureOf(withdraw.error) : undefined}
    />
  )
}
