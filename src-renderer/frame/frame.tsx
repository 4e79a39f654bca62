// The window: the rail at the left, the page beside it, and what may cover both.
import './rail.css'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { type ComponentType, lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { host } from '../host-client/index.ts'
import { DepartureNotice, useLive } from '../live/index.ts'
import { ConnectionLost } from './connection-lost.tsx'
import { PAGE_ID } from './focus-page.ts'
import { PagePending } from './page-states.tsx'
import { Rail } from './rail.tsx'
import { windowTitleOf } from './sections.ts'
import { Splash } from './splash.tsx'
import { useFrameCommands } from './use-frame-commands.ts'
import { useInvitationArrived } from './use-invitation-arrived.ts'
import { useKeyboard } from './use-keyboard.ts'
import { useRail } from './use-rail.ts'
import { useRootOnSwitch } from './use-root-on-switch.ts'

const NewOrganizationDialog = lazy(async () => ({
  default: (await import('./new-organization-dialog.tsx')).NewOrganizationDialog,
}))
const JoinDialog = lazy(async () => ({ default: (await import('../people/index.ts')).JoinDialog }))
const loadPalette = () => import('./command-palette.tsx')
const CommandPalette = lazy(async () => ({ default: (await loadPalette()).CommandPalette }))

export function Frame() {
  const state = useQuery(host.app.state.queryOptions())
  return (
    <>
      {state.data ? <Window /> : <Splash error={state.error} onRetry={() => void state.refetch()} />}
      <ConnectionLost />
    </>
  )
}

function Window() {
  useLive()
  useWindowTitle()
  usePaletteAtHand()
  const [cover, setCover] = useState<'palette' | 'new-organization' | 'join'>()
  const [collapsed, toggleRail] = useRail()
  const openPalette = useCallback(() => setCover('palette'), [])
  const openNewOrganization = () => setCover('new-organization')
  const openJoin = useCallback(() => setCover('join'), [])
  const uncover = () => setCover(undefined)
  useInvitationArrived(openJoin)
  useRootOnSwitch()
  useKeyboard(openPalette)
  useFrameCommands({ openPalette, openNewOrganization, openJoin, toggleRail })
  return (
    <div className="flex h-full">
      <a
        href={`#${PAGE_ID}`}
        className="sr-only z-50 rounded-md bg-raised px-3 py-2 focus:not-sr-only focus:absolute focus:m-2"
      >
        Skip to the page
      </a>
      <Rail
        collapsed={collapsed}
        onToggle={toggleRail}
        onSearch={openPalette}
        onCreateOrganization={openNewOrganization}
        onJoinOrganization={openJoin}
      />
      <main
        id={PAGE_ID}
        tabIndex={-1}
        className="relative my-2 mr-2 flex min-w-0 flex-1 flex-col overflow-hidden rounded-lg border border-line bg-surface shadow-pane outline-hidden"
      >
        <DepartureNotice />
        <div className="relative min-h-0 flex-1">
          <Suspense fallback={<PagePending />}>
            <Outlet />
          </Suspense>
        </div>
      </main>
      <Cover component={CommandPalette} open={cover === 'palette'} onOpenChange={uncover} />
      <Cover component={JoinDialog} open={cover === 'join'} onOpenChange={uncover} />
      <Cover component={NewOrganizationDialog} open={cover === 'new-organization'} onOpenChange={uncover} />
    </div>
  )
}

function useWindowTitle(): void {
  const title = useRouterState({ select: ({ location }) => windowTitleOf(location.pathname) })
  useEffect(() => {
    document.title = title
  }, [title])
}

/** Loaded while nothing else is to do, so that the first Ctrl+K loses no keystroke. */
function usePaletteAtHand(): void {
  useEffect(() => {
    const idle = setTimeout(() => void loadPalette().catch(() => undefined), 1_000)
    return () => clearTimeout(idle)
  }, [])
}

type CoverProps = { open: boolean; onOpenChange: (open: boolean) => void }

/** Mounted from its first opening on: what is loaded lazily stays to leave with its animation. */
function Cover({ component: Component, ...rest }: CoverProps & { component: ComponentType<CoverProps> }) {
  const [wasOpen, setWasOpen] = useState(rest.open)
  if (rest.open && !wasOpen) setWasOpen(true)
  return <Suspense>{wasOpen && <Component {...rest} />}</Suspense>
}
