// Asks before somebody is removed, saying what stops for them.
import type { Member } from '#contract/organization'
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import { useOrganization } from '../organization/index.ts'
import { AlertDialog, toast } from '../ui/index.ts'
import { useKeysOfMember, useRemoveMember } from './use-members.ts'
import { WhatStops } from './what-stops.tsx'

/** `member`: none while nothing is asked. */
export function RemoveMemberDialog({ member, onClose }: { member: Member | undefined; onClose: () => void }) {
  const { id: organizationId, name: organizationName } = useOrganization()
  const keys = useKeysOfMember(organizationId, member?.userId, true)
  const remove = useRemoveMember()
  const oneAtATime = useSingleFlight()
  const close = () => {
    remove.reset()
    onClose()
  }
  const confirm = () => {
    if (!member) return
    const onSuccess = () => {
      toast.success(`${member.name} is not in ${organizationName} any more.`)
      close()
    }
    oneAtATime((done) => remove.mutate({ organizationId, userId: member.userId }, { onSuccess, onSettled: done }))
  }
  return (
    <AlertDialog
      open={member !== undefined}
      onOpenChange={(open) => !open && close()}
      title={`Remove ${member?.name} from ${organizationName}?`}
      description="They come back only by another invitation."
      confirm="Remove"
      onConfirm={confirm}
      busy={remove.isPending}
      failure={remove.error ? failureOf(remove.error) : undefined}
    >
      <WhatStops keys={keys.data} whose="Their" />
    </AlertDialog>
  )
}
