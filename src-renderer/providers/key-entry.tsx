// One field for a key, in place of the button that asked for it. It is tried by the provider before it is kept.
import { useEffect, useRef, useState } from 'react'
import type { FailureBody } from '#contract/failure'
import { Button, ErrorNotice, Field, Form, Input } from '../ui/index.ts'
import { fieldErrorsOf, isUnderField } from './field-errors.ts'

type KeyEntryProps = {
  /** Of the form: `Add a key of Anthropic`. */
  label: string
  confirm: string
  busy: boolean
  failure: FailureBody | undefined
  onSubmit: (secret: string) => void
  onCancel: () => void
}

const FIELDS = ['secret']

export function KeyEntry({ label, confirm, busy, failure, onSubmit, onCancel }: KeyEntryProps) {
  const [secret, setSecret] = useState('')
  const [empty, setEmpty] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const errors = empty ? { secret: 'Paste the key.' } : failure ? fieldErrorsOf(failure, FIELDS) : {}
  const submit = () => {
    setEmpty(secret.trim() === '')
    if (secret.trim() !== '') onSubmit(secret.trim())
  }
  return (
    <Form
      errors={errors}
      onFormSubmit={submit}
      aria-label={label}
      className="gap-2 py-2"
      onKeyDown={(event) => event.key === 'Escape' && !busy && onCancel()}
    >
      <div className="flex flex-wrap items-end gap-2">
        <Field name="secret" label="API key" className="min-w-60 flex-1">
          <Input
            ref={field}
            type="password"
            value={secret}
            onValueChange={(text) => {
              setEmpty(false)
              setSecret(text)
            }}
            className="font-mono"
          />
        </Field>
        <span className="flex gap-2 self-start pt-[1.6rem]">
          <Button type="submit" variant="primary" busy={busy}>
            {confirm}
          </Button>
          <Button onClick={onCancel} disabled={busy}>
            Cancel
          </Button>
        </span>
      </div>
      {failure && !isUnderField(failure, FIELDS) && <ErrorNotice failure={failure} />}
    </Form>
  )
}
