// Asks before a sign-in is given up, or a control plane forgotten.
import type { KnownControlPlane } from '#contract/app'
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import { AlertDialog, toast } from '../ui/index.ts'
import { useForget, useSignOut } from './use-control-planes.ts'

type QuestionProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  controlPlane: KnownControlPlane
  name: string
}

export function SignOutDialog({ open, onOpenChange, controlPlane, name }: QuestionProps) {
  const signOut = useSignOut()
  const oneAtATime = useSingleFlight()
  const confirm = () => {
    const onSuccess = ({ told }: { told: boolean }) => {
      if (told) toast.success(`You are signed out of ${name}.`)
      else toast.warning(`You are signed out here. ${name} did not answer: end the session there later.`)
      onOpenChange(false)
    }
    oneAtATime((done) => signOut.mutate({ url: controlPlane.url }, { onSuccess, onSettled: done }))
  }
  return (
    <AlertDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Sign out of ${name}?`}
      description="This machine is not reachable through it any more, and its chats, keys and hosts are out of sight. Your terminals go on."
      confirm="Sign out"
      onConfirm={confirm}
      busy={signOut.isPending}
      failure={signOut.error ? failureOf(signOut.error) : undefined}
    />
  )
}

export function ForgetDialog({ open, onOpenChange, controlPlane, name }: QuestionProps) {
  const forget = useForget()
  const oneAtATime = useSingleFlight()
  const confirm = () => {
    const onSuccess = () => {
      toast.success(`${name} is forgotten.`)
      onOpenChange(false)
    }
    oneAtATime((done) => forget.mutate({ url: controlPlane.url }, { onSuccess, onSettled: done }))
  }
  return (
    <AlertDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Forget ${name}?`}
      description="You are signed out of it, and it is shown here no more. Nothing is deleted there."
      confirm="Forget"
      onConfirm={confirm}
      busy={forget.isPending}
      failure={forget.error ? failureOf(forget.error) : undefined}
    />
  )
}
