// Makes an account. Where sign-up is closed an invitation lets a person in; it is accepted afterwards, when it was seen what for.
import { useState } from 'react'
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import { keepInvitation, readInvitation, useWaitingInvitation } from '../invitation/index.ts'
import { Button, ErrorNotice, Field, Form, Input } from '../ui/index.ts'
import { fieldErrorsOf } from './field-errors.ts'
import type { WayProps } from './password-form.tsx'
import { usePasswordSignUp } from './use-control-planes.ts'

const FIELDS = ['name', 'email', 'password', 'invitation']

export function SignUpForm({ url, onSignedIn, onWrongAddress }: WayProps) {
  const waiting = useWaitingInvitation()
  const [draft, setDraft] = useState({ name: '', email: '', password: '', invitation: waiting ?? '' })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const signUp = usePasswordSignUp()
  const oneAtATime = useSingleFlight()
  const failure = signUp.error ? failureOf(signUp.error) : undefined
  const change = (part: Partial<typeof draft>) => {
    setErrors({})
    setDraft({ ...draft, ...part })
  }
  const submit = () => {
    const invitation = readInvitation(draft.invitation, { url, embedded: false })
    const missing = missingIn(draft, invitation.outcome)
    setErrors(missing)
    if (Object.keys(missing).length > 0) return
    const token = 'token' in invitation ? invitation.token : undefined
    const { name, email, password } = draft
    const request = { url, name: name.trim(), email, password, ...(token === undefined ? {} : { invitation: token }) }
    const onSuccess = () => {
      if (token !== undefined) keepInvitation(draft.invitation)
      signUp.reset()
      onSignedIn()
    }
    const onError = (error: unknown) => setErrors(fieldErrorsOf(failureOf(error), FIELDS, onWrongAddress))
    oneAtATime((done) => signUp.mutate(request, { onSuccess, onError, onSettled: done }))
  }
  return (
    <Form errors={errors} onFormSubmit={submit} aria-label="Make an account">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="name" label="Your name">
          <Input autoComplete="name" value={draft.name} onValueChange={(name) => change({ name })} maxLength={80} />
        </Field>
        <Field name="email" label="E-mail">
          <Input
            type="email"
            autoComplete="username"
            value={draft.email}
            onValueChange={(email) => change({ email })}
          />
        </Field>
      </div>
      <Field name="password" label="Password">
        <Input
          type="password"
          autoComplete="new-password"
          value={draft.password}
          onValueChange={(password) => change({ password })}
          maxLength={128}
        />
      </Field>
      <Field
        name="invitation"
        label="Invitation link"
        hint="Needed where accounts are made by invitation only. Else leave it empty."
      >
        <Input
          spellCheck={false}
          value={draft.invitation}
          onValueChange={(invitation) => change({ invitation })}
          placeholder="https://…/invitation#moor_inv_…"
          className="font-mono text-xs"
        />
      </Field>
      {failure && Object.keys(errors).length === 0 && <ErrorNotice failure={failure} />}
      <Button type="submit" variant="primary" size="lg" busy={signUp.isPending}>
        Make an account
      </Button>
    </Form>
  )
}

type Draft = { name: string; email: string; password: string }

function missingIn({ name, email, password }: Draft, invitation: string): Record<string, string> {
  return {
    ...(name.trim() === '' && { name: 'Type your name.' }),
    ...(email.trim().length < 3 && { email: 'Type your e-mail address.' }),
    ...(password === '' && { password: 'Choose a password.' }),
    ...(invitation === 'unreadable' && { invitation: 'This is no invitation. Paste the whole link.' }),
    ...(invitation === 'elsewhere' && { invitation: 'This invitation is for another control plane.' }),
  }
}
