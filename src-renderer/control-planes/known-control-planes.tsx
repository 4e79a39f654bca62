// The control planes that are known: which is in use, as whom, and what can be done with each.
import { EllipsisVertical, LogIn, LogOut, Trash2, Waypoints } from 'lucide-react'
import { useState } from 'react'
import type { KnownControlPlane } from '#contract/app'
import { type Command, useCommands } from '../commands/index.ts'
import { failureOf, useAppState, useSingleFlight } from '../host-client/index.ts'
import { Badge, Button, ErrorNotice, IconButton, Menu, MenuItem, toast } from '../ui/index.ts'
import { ForgetDialog, SignOutDialog } from './control-plane-questions.tsx'
import { hostOf, SignInDialog } from './sign-in-dialog.tsx'
import { useUseControlPlane } from './use-control-planes.ts'

export function KnownControlPlanes({ known }: { known: readonly KnownControlPlane[] }) {
  return (
    <ul aria-label="Control planes" className="divide-y divide-line rounded-lg border border-line text-left">
      {known.map((controlPlane) => (
        <ControlPlane key={controlPlane.url} controlPlane={controlPlane} />
      ))}
    </ul>
  )
}

export const nameOf = ({ url, embedded }: Pick<KnownControlPlane, 'url' | 'embedded'>) =>
  embedded ? 'This machine' : hostOf(url)

function ControlPlane({ controlPlane }: { controlPlane: KnownControlPlane }) {
  const { url, embedded, inUse } = controlPlane
  const { fixedBy } = useAppState().controlPlane
  const [asked, setAsked] = useState<'sign-in' | 'sign-out' | 'forget'>()
  const answered = () => setAsked(undefined)
  const { use, failure, busy } = useSwitch(controlPlane)
  const signedIn = useSignedIn(controlPlane)
  const name = nameOf(controlPlane)
  const mayForget = !embedded && !inUse
  const signOut: Command = {
    id: `control-plane.sign-out.${url}`,
    group: 'Account',
    title: `Sign out of ${name}…`,
    icon: LogOut,
    run: () => setAsked('sign-out'),
  }
  const forget: Command = {
    id: `control-plane.forget.${url}`,
    group: 'Account',
    title: `Forget ${name}…`,
    icon: Trash2,
    run: () => setAsked('forget'),
  }
  useCommands([...(mayForget && signedIn ? [signOut] : []), ...(mayForget ? [forget] : [])])
  return (
    <li aria-label={name} className="py-2 pr-2 pl-4">
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1.5">
        <Waypoints aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <div className="min-w-0 flex-1 basis-48">
          <p className="flex flex-wrap items-center gap-2">
            <span className="min-w-0 truncate font-medium">{name}</span>
            {inUse && <Badge tone="accent">in use</Badge>}
            {embedded && <Badge>embedded</Badge>}
          </p>
          <p className="text-xs text-ink-soft wrap-anywhere">{asWhom(controlPlane, signedIn)}</p>
        </div>
        {!inUse && fixedBy === null && (signedIn || embedded) && (
          <Button size="sm" busy={busy} onClick={use} aria-label={`Switch to ${name}`}>
            Switch
          </Button>
        )}
        {!signedIn && !embedded && fixedBy !== 'api-key' && (
          <Button size="sm" onClick={() => setAsked('sign-in')} aria-label={`Sign in to ${name}`}>
            <LogIn aria-hidden />
            Sign in…
          </Button>
        )}
        {!embedded && (signedIn || !inUse) && (
          <Menu align="end" trigger={<IconButton size="sm" label={`More for ${name}`} icon={<EllipsisVertical />} />}>
            {signedIn && (
              <MenuItem icon={<LogOut />} onSelect={signOut.run}>
                Sign out…
              </MenuItem>
            )}
            {mayForget && (
              <MenuItem icon={<Trash2 />} danger onSelect={forget.run}>
                Forget…
              </MenuItem>
            )}
          </Menu>
        )}
      </div>
      {failure && <ErrorNotice failure={failure} className="mt-2 mr-2 mb-1" />}
      <SignInDialog open={asked === 'sign-in'} onOpenChange={answered} url={url} />
      <SignOutDialog open={asked === 'sign-out'} onOpenChange={answered} controlPlane={controlPlane} name={name} />
      <ForgetDialog open={asked === 'forget'} onOpenChange={answered} controlPlane={controlPlane} name={name} />
    </li>
  )
}

/** Of the one in use the host knows whether the sign-in is still good; of the others, whether one is kept. */
function useSignedIn({ inUse, signedIn }: KnownControlPlane): boolean {
  const { identity } = useAppState()
  return inUse ? identity.state === 'signed-in' : signedIn
}

function asWhom({ url, embedded, signedInAs, organizations }: KnownControlPlane, signedIn: boolean): string {
  const who = !signedIn ? 'signed out' : signedInAs ? `${signedInAs.name} (${signedInAs.email})` : 'by an API key'
  const count =
    signedIn && organizations !== null
      ? `${organizations} ${organizations === 1 ? 'organization' : 'organizations'}`
      : ''
  return [embedded ? url : '', who, count].filter(Boolean).join(' · ')
}

function useSwitch(controlPlane: KnownControlPlane) {
  const change = useUseControlPlane()
  const oneAtATime = useSingleFlight()
  const { url, embedded } = controlPlane
  const use = () => {
    const onSuccess = () => toast.success(`You are on ${nameOf(controlPlane)} now.`)
    oneAtATime((done) => change.mutate({ url: embedded ? null : url }, { onSuccess, onSettled: done }))
  }
  return { use, busy: change.isPending, failure: change.error ? failureOf(change.error) : undefined }
}
