// Lets a device in that shows a code: first what asks is shown, then it is approved or denied.
import { useMutation } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Laptop, SquareTerminal } from 'lucide-react'
import { useState } from 'react'
import { type DeviceSignIn, UserCode } from '#contract/identity'
import { failureOf, host, hostClient, useMe, useSingleFlight } from '../host-client/index.ts'
import { Button, ErrorNotice, Field, Form, Input, RelativeTime, Section, spacedCode, toast } from '../ui/index.ts'

export function DevicesSection() {
  const [asking, setAsking] = useState<DeviceSignIn>()
  const { device = false } = useSearch({ from: '/settings/signed-in/account' })
  return (
    <Section
      title="Let a device in"
      description="Another Mooring, or mooring auth login on a server, shows a code. Type it here to sign that device in as you."
    >
      {asking ? (
        <Decision key={asking.userCode} asking={asking} onDecided={() => setAsking(undefined)} />
      ) : (
        <CodeForm key={device ? 'asked' : 'there'} autoFocus={device} onFound={setAsking} />
      )}
    </Section>
  )
}

type CodeFormProps = { autoFocus: boolean; onFound: (asking: DeviceSignIn) => void }

function CodeForm({ autoFocus, onFound }: CodeFormProps) {
  const [code, setCode] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const look = useMutation({
    mutationFn: (userCode: string) => hostClient.devices.describe.query({ userCode }),
    onSuccess: onFound,
  })
  const submit = () => {
    const read = UserCode.safeParse(code)
    if (!read.success) return setErrors({ userCode: 'A code is eight letters or digits.' })
    look.mutate(read.data)
  }
  const change = (value: string) => {
    setErrors({})
    look.reset()
    setCode(value)
  }
  return (
    <Form errors={errors} onFormSubmit={submit} className="max-w-md gap-3">
      <div className="flex items-end gap-2">
        <Field name="userCode" label="Code" className="flex-1">
          <Input
            autoFocus={autoFocus}
            value={code}
            onValueChange={change}
            maxLength={20}
            spellCheck={false}
            autoCapitalize="characters"
            placeholder="ABCD-EFGH"
            className="font-mono tracking-wider uppercase"
          />
        </Field>
        <Button type="submit" variant="primary" busy={look.isPending} className="mb-auto mt-6.5">
          Look what asks
        </Button>
      </div>
      {look.error && <ErrorNotice failure={failureOf(look.error)} />}
    </Form>
  )
}

const CLIENTS = {
  cli: { words: 'The command line', icon: SquareTerminal },
  desktop: { words: 'A Mooring app', icon: Laptop },
} as const

function Decision({ asking, onDecided }: { asking: DeviceSignIn; onDecided: () => void }) {
  const me = useMe()
  const { words, icon: Icon } = CLIENTS[asking.client]
  const approve = useMutation(host.devices.approve.mutationOptions())
  const deny = useMutation(host.devices.deny.mutationOptions())
  const oneAtATime = useSingleFlight()
  const decide = (decision: typeof approve | typeof deny, said: string) => {
    const onSuccess = () => {
      toast.success(said)
      onDecided()
    }
    oneAtATime((done) => decision.mutate({ userCode: asking.userCode }, { onSuccess, onSettled: done }))
  }
  const error = approve.error ?? deny.error
  return (
    <fieldset className="max-w-md rounded-lg border border-line bg-sunken p-4">
      <legend className="sr-only">A device asks</legend>
      <p className="flex items-center gap-2 font-medium">
        <Icon aria-hidden className="size-4 text-accent-ink" />
        {words} asks to sign in as {me?.user?.name ?? 'you'}
      </p>
      <p className="mt-1 text-ink-soft">
        {asking.from !== null && `It asks from ${asking.from}. `}
        It shows the code <code className="font-mono text-ink">{spacedCode(asking.userCode)}</code>, which ends{' '}
        <RelativeTime at={asking.expiresAt} />. Approve it only if you started it yourself: it can do everything that
        you can.
      </p>
      {error && <ErrorNotice failure={failureOf(error)} className="mt-3" />}
      <div className="mt-4 flex justify-end gap-2">
        <Button variant="ghost" onClick={onDecided} className="mr-auto">
          Not now
        </Button>
        {/* Where a hasty Enter lands must not be where it signs a stranger in. */}
        <Button autoFocus busy={deny.isPending} onClick={() => decide(deny, 'The device was refused.')}>
          Deny
        </Button>
        <Button
          variant="primary"
          busy={approve.isPending}
          onClick={() => decide(approve, 'The device is signed in as you.')}
        >
          Approve
        </Button>
      </div>
    </fieldset>
  )
}
