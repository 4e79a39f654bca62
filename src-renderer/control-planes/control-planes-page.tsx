// Which control planes this app knows, and the way to another.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { failureOf, useAppState } from '../host-client/index.ts'
import { Button, ErrorNotice, Notice, Section, SkeletonRows } from '../ui/index.ts'
import { SignOutDialog } from './control-plane-questions.tsx'
import { KnownControlPlanes, nameOf } from './known-control-planes.tsx'
import { SignInDialog } from './sign-in-dialog.tsx'
import { useControlPlanes } from './use-control-planes.ts'

export function ControlPlanesPage() {
  const known = useControlPlanes()
  const { fixedBy } = useAppState().controlPlane
  const { add, address, signOut, ask } = useAsked()
  const inUse = known.data?.find((one) => one.inUse)
  return (
    <Section
      title="Control planes"
      description="A control plane holds organizations, keys and chats, and connects your machines. This app has one of its own; add that of your team beside it."
      actions={
        fixedBy === null && (
          <Button variant="primary" onClick={() => ask({ add: true })}>
            <Plus aria-hidden />
            Add…
          </Button>
        )
      }
    >
      {fixedBy !== null && (
        <Notice className="mb-3" title="This Mooring was started for one control plane">
          {FIXED[fixedBy]}
        </Notice>
      )}
      {known.isPending && <SkeletonRows label="Loading the control planes" />}
      {known.error && <ErrorNotice failure={failureOf(known.error)} onRetry={() => void known.refetch()} />}
      {known.data && <KnownControlPlanes known={known.data} />}
      <SignInDialog open={add} onOpenChange={() => ask({})} address={address} />
      {inUse && <SignOutDialog open={signOut} onOpenChange={() => ask({})} controlPlane={inUse} name={nameOf(inUse)} />}
    </Section>
  )
}

const FIXED = {
  address: 'By --control-plane or MOORING_CONTROL_PLANE_URL. Start it without them to use others beside it.',
  'api-key': 'By MOORING_API_KEY, which also says who it is. Start it without to sign in as a person.',
} as const

type Asked = { add?: true | string; signOut?: true }

/** Dialogs are open while the address says so, for links and the palette: `add` is true, or the address to add. */
function useAsked() {
  const navigate = useNavigate()
  const { add, signOut = false } = useSearch({ from: '/settings/control-planes' })
  const ask = (search: Asked) => void navigate({ to: '/settings/control-planes', search, replace: true })
  return { add: add !== undefined, address: typeof add === 'string' ? add : undefined, signOut, ask }
}
