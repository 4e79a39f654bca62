// Name, organization, expiry. The organization is always named: the window's own is only where the picker starts (K1).
import { Building2 } from 'lucide-react'
import { useState } from 'react'
import { MintRequest } from '#contract/api-key'
import type { FailureBody } from '#contract/failure'
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import { useOrganization, useOrganizations } from '../organization/index.ts'
import { Button, DialogActions, ErrorNotice, Field, Form, Input, Select } from '../ui/index.ts'
import { EXPIRY_CHOICES, type ExpiryChoice, expiryDays, expiryHint } from './expiry.ts'
import { createTokens } from './idempotency.ts'
import { readLastChoice, rememberChoice } from './last-choice.ts'
import { startingOrganization } from './starting-organization.ts'
import type { useMintKey } from './use-api-keys.ts'

type CreateApiKeyFormProps = { mint: ReturnType<typeof useMintKey>; onCancel: () => void }

export function CreateApiKeyForm({ mint, onCancel }: CreateApiKeyFormProps) {
  const organizations = useOrganizations()
  const { id: windowOrganizationId } = useOrganization()
  const [organizationId, setOrganizationId] = useState(() =>
    startingOrganization(organizations, windowOrganizationId, readLastChoice()),
  )
  const [name, setName] = useState('')
  const [expiry, setExpiry] = useState<ExpiryChoice>('90')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const oneAtATime = useSingleFlight()
  const [tokenFor] = useState(() => createTokens())
  const failure = mint.error ? failureOf(mint.error) : undefined

  const submit = () => {
    const request = MintRequest.safeParse({ organizationId, name, expiresInDays: expiryDays(expiry) })
    if (!request.success) return setErrors({ name: 'Give it a name of 1 to 60 characters.' })
    rememberChoice({ windowOrganizationId, chosenOrganizationId: organizationId })
    const onError = (error: unknown) => setErrors(fieldErrorsOf(failureOf(error)))
    const wish = { ...request.data, idempotencyKey: tokenFor(request.data) }
    oneAtATime((done) => mint.mutate(wish, { onError, onSettled: done }))
  }
  return (
    <Form errors={errors} onFormSubmit={submit}>
      <Field name="name" label="Name" hint="What will use it, so that you know it again.">
        <Input
          value={name}
          onValueChange={(value) => {
            setErrors({})
            setName(value)
          }}
          maxLength={60}
          placeholder="ci-deploy"
        />
      </Field>
      <Field
        name="organizationId"
        label="Organization"
        hint="The key acts in this organization only, and cannot be moved."
      >
        <Select
          options={organizations.map(({ id, name }) => ({ value: id, label: name }))}
          value={organizationId}
          onValueChange={setOrganizationId}
          icon={<Building2 aria-hidden className="size-4 text-ink-faint" />}
        />
      </Field>
      <Field name="expiresInDays" label="Expires" hint={expiryHint(expiry, Date.now())}>
        <Select options={EXPIRY_CHOICES} value={expiry} onValueChange={setExpiry} />
      </Field>
      {failure && !isUnderField(failure.field) && <ErrorNotice failure={failure} />}
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" busy={mint.isPending}>
          Create API key
        </Button>
      </DialogActions>
    </Form>
  )
}

const isUnderField = (field: string | undefined) => field !== undefined && field in MintRequest.shape

function fieldErrorsOf({ field, message }: FailureBody): Record<string, string> {
  return field !== undefined && isUnderField(field) ? { [field]: message } : {}
}
