// The three ways into a control plane.
import { useState } from 'react'
import { useWaitingInvitation } from '../invitation/index.ts'
import { Tabs } from '../ui/index.ts'
import { DeviceForm } from './device-form.tsx'
import { PasswordForm, type WayProps } from './password-form.tsx'
import { SignUpForm } from './sign-up-form.tsx'

type Way = 'password' | 'device' | 'sign-up'

export function SignInWays(props: WayProps) {
  const invited = useWaitingInvitation() !== undefined
  const [way, setWay] = useState<Way>(invited ? 'sign-up' : 'password')
  return (
    <Tabs<Way>
      label="How to sign in"
      value={way}
      onValueChange={setWay}
      tabs={[
        { value: 'password', label: 'Password', panel: <PasswordForm {...props} /> },
        { value: 'device', label: 'Device code', panel: <DeviceForm {...props} /> },
        { value: 'sign-up', label: 'New account', panel: <SignUpForm {...props} /> },
      ]}
    />
  )
}
