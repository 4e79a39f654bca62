// Asks before the person leaves the organization, saying what stops; the last owner is told who must come first.
import { useQuery } from '@tanstack/react-query'
import { failureOf, host, useAppState, useSingleFlight } from '../host-client/index.ts'
import { useOrganization } from '../organization/index.ts'
import { AlertDialog, Button, Dialog, DialogActions, toast } from '../ui/index.ts'
import { whyMustStay } from './member-rights.ts'
import { useLeave, useMembers } from './use-members.ts'
import { WhatStops } from './what-stops.tsx'

type LeaveDialogProps = { open: boolean; onOpenChange: (open: boolean) => void }

export function LeaveDialog(props: LeaveDialogProps) {
  const organization = useOrganization()
  const members = useMembers(organization.id)
  const owners = members.data?.filter(({ role }) => role === 'owner').length ?? 0
  const why = members.data && whyMustStay({ theirs: organization.role, owners })
  if (why === undefined) return <Leave {...props} />
  return (
    <Dialog {...props} size="sm" title={`You cannot leave ${organization.name} yet`} description={why}>
      <DialogActions>
        <Button variant="primary" onClick={() => props.onOpenChange(false)}>
          Understood
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function Leave({ open, onOpenChange }: LeaveDialogProps) {
  const organization = useOrganization()
  const { hostOrganizationId, hostName } = useAppState()
  const keys = useQuery({
    ...host.apiKeys.list.queryOptions({}),
    enabled: open,
    select: (all) => all.filter(({ kind, organizationId }) => kind === 'member' && organizationId === organization.id),
  })
  const leave = useLeave()
  const oneAtATime = useSingleFlight()
  const close = () => {
    leave.reset()
    onOpenChange(false)
  }
  const confirm = () => {
    const { id, name } = organization
    // The page is gone by then: the window is in another organization.
    oneAtATime((done) =>
      leave.mutateAsync(id).then(
        () => {
          toast.success(`You left ${name}.`)
          close()
          done()
        },
        () => done(),
      ),
    )
  }
  return (
    <AlertDialog
      open={open}
      onOpenChange={(next) => !next && close()}
      title={`Leave ${organization.name}?`}
      description="You come back only by an invitation."
      confirm="Leave"
      onConfirm={confirm}
      busy={leave.isPending}
      failure={leave.error ? failureOf(leave.error) : undefined}
    >
      <WhatStops
        keys={keys.data}
        whose="Your"
        more={
          hostOrganizationId === organization.id ? [`This machine, ${hostName}, is not one of its hosts any more.`] : []
        }
      />
    </AlertDialog>
  )
}
