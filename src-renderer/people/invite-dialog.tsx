// Makes an invitation, then shows its link. A lost link is no harm: it is withdrawn and another is made.
import { useState } from 'react'
import type { CreatedInvitation, Role } from '#contract/organization'
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import { useOrganization } from '../organization/index.ts'
import {
  Button,
  CopyButton,
  Dialog,
  DialogActions,
  ErrorNotice,
  Field,
  Form,
  Input,
  Notice,
  Select,
} from '../ui/index.ts'
import { AS_ROLE, invitedRoles, ROLE_WORDS } from './member-rights.ts'
import { useInvite } from './use-invitations.ts'

type InviteDialogProps = { open: boolean; onOpenChange: (open: boolean) => void }

export function InviteDialog({ open, onOpenChange }: InviteDialogProps) {
  const organization = useOrganization()
  const invite = useInvite()
  const close = () => {
    invite.reset()
    onOpenChange(false)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      title={invite.data ? 'Send this link' : `Invite somebody to ${organization.name}`}
      description={invite.data ? 'It is shown only now. Whoever opens it first can join.' : undefined}
    >
      {invite.data ? (
        <Link created={invite.data} onDone={close} />
      ) : (
        <InviteForm invite={invite} organizationId={organization.id} own={organization.role} onCancel={close} />
      )}
    </Dialog>
  )
}

const EXPIRIES = [
  { value: '1', label: '1 day' },
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
] as const

type InviteFormProps = {
  invite: ReturnType<typeof useInvite>
  organizationId: string
  own: Role
  onCancel: () => void
}

function InviteForm({ invite, organizationId, own, onCancel }: InviteFormProps) {
  const [note, setNote] = useState('')
  const [role, setRole] = useState<Role>('member')
  const [expiry, setExpiry] = useState<(typeof EXPIRIES)[number]['value']>('7')
  const oneAtATime = useSingleFlight()
  const submit = () => {
    const request = { organizationId, role, note: note.trim(), expiresInDays: Number(expiry) }
    oneAtATime((done) => invite.mutate(request, { onSettled: done }))
  }
  return (
    <Form onFormSubmit={submit}>
      <Field name="note" label="For whom" hint="Only for your list: a name or an address.">
        <Input value={note} onValueChange={setNote} maxLength={100} placeholder="Grace Hopper" />
      </Field>
      <Field name="role" label="Role" hint={ROLE_WORDS[role].may}>
        <Select options={invitedRoles(own)} value={role} onValueChange={setRole} />
      </Field>
      <Field name="expiresInDays" label="The link is good for">
        <Select options={EXPIRIES} value={expiry} onValueChange={setExpiry} />
      </Field>
      {invite.error && <ErrorNotice failure={failureOf(invite.error)} />}
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" busy={invite.isPending}>
          Make the link
        </Button>
      </DialogActions>
    </Form>
  )
}

function Link({ created: { link, invitation }, onDone }: { created: CreatedInvitation; onDone: () => void }) {
  const isOnlyHere = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(link).hostname)
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center gap-2 rounded-lg border border-accent-ink/30 bg-accent-soft p-2 pl-3">
        <code className="min-w-0 flex-1 select-all font-mono text-xs wrap-anywhere">{link}</code>
        <CopyButton autoFocus text={link} what="invitation link" labelled variant="primary" />
      </div>
      <p className="text-ink-soft">
        It makes {invitation.note ? <strong className="font-medium text-ink">{invitation.note}</strong> : 'one person'}{' '}
        {AS_ROLE[invitation.role]}. They paste it in Mooring under “Join an organization”.
      </p>
      {isOnlyHere && (
        <Notice tone="warn">
          This control plane answers on this machine only, so the link is of no use elsewhere. To work with others, run
          a control plane that they can reach.
        </Notice>
      )}
      <DialogActions>
        <Button onClick={onDone}>Done</Button>
      </DialogActions>
    </div>
  )
}
