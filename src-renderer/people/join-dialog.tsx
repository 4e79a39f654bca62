// Joins an organization by the link of an invitation: what it is for is shown before it is accepted.
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { failureOf, useAppState, useSingleFlight } from '../host-client/index.ts'
import {
  dropInvitation,
  keepInvitation,
  type PastedInvitation,
  readInvitation,
  useWaitingInvitation,
} from '../invitation/index.ts'
import { selectOrganization } from '../organization/index.ts'
import {
  Button,
  Dialog,
  DialogActions,
  ErrorNotice,
  Field,
  Input,
  Notice,
  RelativeTime,
  Spinner,
  toast,
} from '../ui/index.ts'
import { AS_ROLE } from './member-rights.ts'
import { useAcceptInvitation, useInvitationPreview } from './use-invitations.ts'

type JoinDialogProps = { open: boolean; onOpenChange: (open: boolean) => void }

export function JoinDialog({ open, onOpenChange }: JoinDialogProps) {
  const close = () => {
    dropInvitation()
    onOpenChange(false)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      title="Join an organization"
      description="Paste the invitation that you were sent. You see what it is for before you accept it."
    >
      <Join onClose={close} onElsewhere={() => onOpenChange(false)} />
    </Dialog>
  )
}

/** `onElsewhere`: the invitation goes on waiting, for the control plane that it leads to. */
function Join({ onClose, onElsewhere }: { onClose: () => void; onElsewhere: () => void }) {
  const { controlPlane } = useAppState()
  const [text, setText] = useState(useWaitingInvitation() ?? '')
  const pasted = readInvitation(text, controlPlane)
  const token = pasted.outcome === 'here' ? pasted.token : undefined
  const preview = useInvitationPreview(token)
  const accept = useAcceptInvitation()
  const oneAtATime = useSingleFlight()
  const open = token !== undefined && preview.data !== undefined
  const join = () => {
    if (token === undefined) return
    const onSuccess = ({ id, name }: { id: string; name: string }) => {
      selectOrganization(id)
      toast.success(`You are in ${name} now.`)
      onClose()
    }
    oneAtATime((done) => accept.mutate({ token }, { onSuccess, onSettled: done }))
  }
  const change = (next: string) => {
    accept.reset()
    setText(next)
  }
  const failure = accept.error ?? (token === undefined ? null : preview.error)
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (open) join()
      }}
    >
      <Field label="Invitation link">
        <Input
          value={text}
          onValueChange={change}
          spellCheck={false}
          placeholder="https://…/invitation#moor_inv_…"
          className="font-mono text-xs"
        />
      </Field>
      <div aria-live="polite">
        {token !== undefined && preview.isPending && (
          <p className="flex items-center gap-2 text-ink-soft">
            <Spinner /> Looking what it is for…
          </p>
        )}
        {preview.data && token !== undefined && <Preview {...preview.data} />}
        <NotHere pasted={pasted} text={text} onElsewhere={onElsewhere} />
      </div>
      {failure && <ErrorNotice failure={failureOf(failure)} />}
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={!open} busy={accept.isPending}>
          {preview.data && open ? `Join ${preview.data.organizationName}` : 'Join'}
        </Button>
      </DialogActions>
    </form>
  )
}

type PreviewProps = NonNullable<ReturnType<typeof useInvitationPreview>['data']>

function Preview({ organizationName, role, invitedBy, expiresAt }: PreviewProps) {
  return (
    <div className="rounded-lg border border-line bg-sunken px-3 py-2.5">
      <p className="text-base font-semibold wrap-anywhere">{organizationName}</p>
      <p className="text-ink-soft">
        {invitedBy ? `${invitedBy} invites you` : 'You are invited'} as {AS_ROLE[role]}. The invitation ends{' '}
        <RelativeTime at={expiresAt} />.
      </p>
    </div>
  )
}

/** Why what was pasted leads nowhere here, and where it does. */
function NotHere({ pasted, text, onElsewhere }: { pasted: PastedInvitation; text: string; onElsewhere: () => void }) {
  const navigate = useNavigate()
  if (pasted.outcome === 'unreadable')
    return (
      <Notice tone="warn">
        This is no invitation. Copy the whole link, with everything behind the <code className="font-mono">#</code>.
      </Notice>
    )
  if (pasted.outcome !== 'elsewhere') return null
  const { controlPlaneUrl } = pasted
  const go = () => {
    keepInvitation(text)
    onElsewhere()
    void navigate({ to: '/settings/control-planes', search: { add: controlPlaneUrl } })
  }
  return (
    <Notice title="This invitation is for another control plane">
      <p className="mb-2">
        It leads to <code className="font-mono text-xs text-ink">{new URL(controlPlaneUrl).host}</code>. Sign in there
        first, or make an account with the invitation. What you have here stays.
      </p>
      <Button size="sm" onClick={go}>
        Go on there
      </Button>
    </Notice>
  )
}
