// Who one is on the control plane in use, where one is signed in, and how another device is let in.
import { Link } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import { useAppState, useMe } from '../host-client/index.ts'
import { buttonClass, Fact, Facts, Notice, Section } from '../ui/index.ts'
import { DevicesSection } from './devices-section.tsx'
import { SessionsSection } from './sessions-section.tsx'

/** Sessions and devices are a person's own business: a key, which may be anybody's copy of it, sees neither. */
export function AccountPage() {
  const me = useMe()
  const byKey = me !== undefined && me.keyId !== null
  return (
    <div className="flex flex-col gap-8">
      <Who />
      {byKey ? (
        <Notice icon={<KeyRound />} title="Signed in with an API key">
          A key sees no sessions and lets no device in. Sign in as a person under{' '}
          <Link to="/settings/control-planes" className="font-medium text-accent-ink underline underline-offset-3">
            Control planes
          </Link>
          .
        </Notice>
      ) : (
        <>
          <SessionsSection />
          <DevicesSection />
        </>
      )}
    </div>
  )
}

function Who() {
  const me = useMe()
  const { controlPlane } = useAppState()
  return (
    <Section
      title="You"
      description="Who you are on the control plane in use."
      actions={
        <Link to="/settings/control-planes" className={buttonClass()}>
          Control planes
        </Link>
      }
    >
      <Facts>
        <Fact name="Name">{me?.user?.name ?? <span className="text-ink-faint">An organization’s own key</span>}</Fact>
        {me?.user && (
          <Fact name="E-mail" copy={me.user.email}>
            {me.user.email}
          </Fact>
        )}
        <Fact name="Control plane">
          <code className="font-mono text-xs wrap-anywhere">{controlPlane.url}</code>
        </Fact>
      </Facts>
    </Section>
  )
}
