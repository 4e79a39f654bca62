// Who was invited: made by a link that is shown once, listed with what became of it, withdrawn while it is open.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { MailPlus, UserPlus } from 'lucide-react'
import { failureOf } from '../host-client/index.ts'
import { AdminsOnly, useOrganization } from '../organization/index.ts'
import { Button, EmptyState, ErrorNotice, Section, SkeletonRows } from '../ui/index.ts'
import { InvitationTable } from './invitation-table.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { useInvitations } from './use-invitations.ts'

export function InvitationsPage() {
  return (
    <AdminsOnly title="Invitations are for admins">
      <Invitations />
    </AdminsOnly>
  )
}

function Invitations() {
  const organization = useOrganization()
  const invitations = useInvitations(organization.id)
  const [inviting, setInviting] = useInviting()
  const isEmpty = invitations.data?.length === 0
  const invite = (
    <Button variant="primary" onClick={() => setInviting(true)}>
      <UserPlus aria-hidden />
      Invite…
    </Button>
  )
  return (
    <Section
      title="Invitations"
      description={`A link lets one person into ${organization.name}. You send it yourself; Mooring sends no mail.`}
      // Once it is known: what somebody is about to click must not move.
      actions={(invitations.data || invitations.error) && !isEmpty && invite}
    >
      {invitations.isPending && <SkeletonRows label="Loading the invitations" />}
      {invitations.error && (
        <ErrorNotice failure={failureOf(invitations.error)} onRetry={() => void invitations.refetch()} />
      )}
      {isEmpty && (
        <EmptyState
          icon={<MailPlus />}
          title="Nobody is invited"
          sentence="Make a link for somebody, and send it to them as you like."
          action={invite}
        />
      )}
      {invitations.data && !isEmpty && <InvitationTable key={organization.id} invitations={invitations.data} />}
      <InviteDialog key={`invite ${organization.id}`} open={inviting} onOpenChange={setInviting} />
    </Section>
  )
}

/** The dialog is open while the address says so: other pages and the palette can lead straight to it. */
function useInviting() {
  const navigate = useNavigate()
  const { invite = false } = useSearch({ from: '/settings/organization/invitations' })
  const setInviting = (open: boolean) =>
    void navigate({ to: '/settings/invitations', search: open ? { invite: true } : {}, replace: true })
  return [invite, setInviting] as const
}
