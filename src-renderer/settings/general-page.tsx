// How the window looks, and what this machine's Mooring is.
import { Link } from '@tanstack/react-router'
import { useAppState } from '../host-client/index.ts'
import { Badge, Fact, Facts, Section } from '../ui/index.ts'
import { StorageNote } from './storage-note.tsx'
import { ThemeChoice } from './theme-choice.tsx'

export function GeneralPage() {
  return (
    <div className="flex max-w-3xl flex-col gap-8">
      <Section title="Appearance">
        <ThemeChoice />
      </Section>
      <ThisHost />
    </div>
  )
}

function ThisHost() {
  const { hostName, identity, controlPlane, home, credentialStorage, version } = useAppState()
  return (
    <Section title="This host">
      <Facts>
        <Fact name="Name">{hostName}</Fact>
        <Fact name="Signed in as">
          {identity.state === 'signed-in' ? (
            <>
              {identity.me.user?.name ?? 'an organization’s own key'}{' '}
              <span className="text-ink-faint">{identity.me.user?.email}</span>
            </>
          ) : (
            <Link to="/settings/control-planes" className="font-medium text-accent-ink underline underline-offset-3">
              Nobody. Sign in
            </Link>
          )}
        </Fact>
        <Fact name="Control plane" copy={controlPlane.url}>
          <code className="font-mono text-xs wrap-anywhere">{controlPlane.url}</code>
          <Badge tone={controlPlane.embedded ? 'neutral' : 'accent'}>
            {controlPlane.embedded ? 'Embedded' : 'Remote'}
          </Badge>
        </Fact>
        <Fact name="Home" copy={home}>
          <code className="font-mono text-xs wrap-anywhere">{home}</code>
        </Fact>
        <Fact name="Credentials">
          <StorageNote storage={credentialStorage} home={home} />
        </Fact>
        <Fact name="Version">{version}</Fact>
      </Facts>
    </Section>
  )
}
