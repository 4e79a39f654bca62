// What the signed-out screen offers: the ways into the control plane in use, and the other control planes.
import { useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { failureOf, useAppState, useSingleFlight } from '../host-client/index.ts'
import { Button, ErrorNotice, Section, toast } from '../ui/index.ts'
import { KnownControlPlanes } from './known-control-planes.tsx'
import { hostOf } from './sign-in-dialog.tsx'
import { SignInWays } from './sign-in-ways.tsx'
import { useControlPlanes, useUseControlPlane } from './use-control-planes.ts'

/** `reachable`: false while the control plane in use does not answer, so that trying to sign in to it is no use. */
export function WaysIn({ reachable }: { reachable: boolean }) {
  const { controlPlane } = useAppState()
  const known = useControlPlanes()
  const others = known.data?.filter(({ inUse }) => !inUse) ?? []
  const navigate = useNavigate()
  return (
    <div className="grid gap-8 text-left">
      {reachable &&
        (controlPlane.embedded ? (
          <OwnControlPlane />
        ) : (
          <Section title={`Sign in to ${hostOf(controlPlane.url)}`}>
            <SignInWays
              url={controlPlane.url}
              onSignedIn={() => toast.success(`You are signed in to ${hostOf(controlPlane.url)}.`)}
            />
          </Section>
        ))}
      {controlPlane.fixedBy === null && (
        <Section
          title="Another control plane"
          actions={
            <Button onClick={() => void navigate({ to: '/settings/control-planes', search: { add: true } })}>
              <Plus aria-hidden />
              Add…
            </Button>
          }
        >
          {others.length > 0 && <KnownControlPlanes known={others} />}
        </Section>
      )}
    </div>
  )
}

/** It knows its owner by the file that it shares with this host: no password is asked. */
function OwnControlPlane() {
  const use = useUseControlPlane()
  const oneAtATime = useSingleFlight()
  return (
    <Section title="This machine’s own control plane">
      {use.error && <ErrorNotice failure={failureOf(use.error)} className="mb-3" />}
      <Button
        variant="primary"
        size="lg"
        busy={use.isPending}
        onClick={() => oneAtATime((done) => use.mutate({ url: null }, { onSettled: done }))}
      >
        Sign in as its owner
      </Button>
    </Section>
  )
}
