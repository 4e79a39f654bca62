// How the window looks, and what this machine's Mooring is.
import type { ReactNode } from 'react'
import type { AppState } from '#contract/app'
import { useAppState } from '../host-client/index.ts'
import { Badge, CopyButton } from '../ui/index.ts'
import { StorageNote } from './storage-note.tsx'
import { ThemeChoice } from './theme-choice.tsx'

export function GeneralPage() {
  const state = useAppState()
  return (
    <div className="flex flex-col gap-8">
      <section aria-labelledby="appearance">
        <SectionTitle id="appearance">Appearance</SectionTitle>
        <ThemeChoice />
      </section>
      <section aria-labelledby="this-host">
        <SectionTitle id="this-host">This host</SectionTitle>
        <ThisHost state={state} />
      </section>
    </div>
  )
}

function SectionTitle({ id, children }: { id: string; children: ReactNode }) {
  return (
    <h2 id={id} className="mb-2.5 text-sm font-semibold">
      {children}
    </h2>
  )
}

function ThisHost({ state }: { state: AppState }) {
  return (
    <dl className="divide-y divide-line rounded-lg border border-line">
      <Fact name="Name">{state.hostName}</Fact>
      {state.identity.state === 'signed-in' && (
        <Fact name="Signed in as">
          {state.identity.me.user?.name} <span className="text-ink-faint">{state.identity.me.user?.email}</span>
        </Fact>
      )}
      <Fact name="Control plane" copy={state.controlPlane.url}>
        <code className="font-mono text-xs wrap-anywhere">{state.controlPlane.url}</code>
        <Badge tone={state.controlPlane.embedded ? 'neutral' : 'accent'}>
          {state.controlPlane.embedded ? 'Embedded' : 'Remote'}
        </Badge>
      </Fact>
      <Fact name="Home" copy={state.home}>
        <code className="font-mono text-xs wrap-anywhere">{state.home}</code>
      </Fact>
      <Fact name="Credentials">
        <StorageNote storage={state.credentialStorage} home={state.home} />
      </Fact>
      <Fact name="Version">{state.version}</Fact>
    </dl>
  )
}

function Fact({ name, copy, children }: { name: string; copy?: string; children: ReactNode }) {
  return (
    <div className="flex min-h-10 flex-col gap-x-4 py-1.5 pr-1.5 pl-4 sm:flex-row sm:items-center sm:py-1">
      <dt className="w-32 shrink-0 text-ink-soft">{name}</dt>
      <dd className="flex min-w-0 items-center gap-2 sm:flex-1">
        <span className="flex min-w-0 flex-1 flex-wrap items-center gap-2">{children}</span>
        {copy && <CopyButton size="sm" text={copy} what={name.toLowerCase()} />}
      </dd>
    </div>
  )
}
