// Signs in by e-mail and password. The password goes to the control plane and is kept nowhere.
import { useState } from 'react'
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import { Button, ErrorNotice, Field, Form, Input } from '../ui/index.ts'
import { fieldErrorsOf } from './field-errors.ts'
import { usePasswordSignIn } from './use-control-planes.ts'

export type WayProps = {
  url: string
  onSignedIn: () => void
  /** Says under the address what is wrong with it; without one, it is said here. */
  onWrongAddress?: ((sentence: string) => void) | undefined
}

export function PasswordForm({ url, onSignedIn, onWrongAddress }: WayProps) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const signIn = usePasswordSignIn()
  const oneAtATime = useSingleFlight()
  const failure = signIn.error ? failureOf(signIn.error) : undefined
  const submit = () => {
    const missing = {
      ...(email.trim().length < 3 && { email: 'Type your e-mail address.' }),
      ...(password === '' && { password: 'Type your password.' }),
    }
    setErrors(missing)
    if (Object.keys(missing).length > 0) return
    const onError = (error: unknown) =>
      setErrors(fieldErrorsOf(failureOf(error), ['email', 'password'], onWrongAddress))
    const onSuccess = () => {
      setPassword('')
      signIn.reset()
      onSignedIn()
    }
    oneAtATime((done) => signIn.mutate({ url, email, password }, { onSuccess, onError, onSettled: done }))
  }
  const change = (set: (value: string) => void) => (value: string) => {
    setErrors({})
    set(value)
  }
  return (
    <Form errors={errors} onFormSubmit={submit} aria-label="Sign in with a password">
      <Field name="email" label="E-mail">
        <Input type="email" autoComplete="username" value={email} onValueChange={change(setEmail)} />
      </Field>
      <Field name="password" label="Password">
        <Input
          type="password"
          autoComplete="current-password"
          value={password}
          onValueChange={change(setPassword)}
          maxLength={128}
        />
      </Field>
      {failure && Object.keys(errors).length === 0 && <ErrorNotice failure={failure} />}
      <Button type="submit" variant="primary" size="lg" busy={signIn.isPending}>
        Sign in
      </Button>
    </Form>
  )
}
