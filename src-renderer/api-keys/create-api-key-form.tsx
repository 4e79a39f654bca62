// Name, kind, organization, expiry. The organization is always named: the window's own is only where the picker starts (K1).
import { Building2 } from 'lucide-react'
import { useState } from 'react'
import type { ApiKeyKind, ServiceRole } from '#contract/api-key'
import type { FailureBody } from '#contract/failure'
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import { useOrganization, useOrganizations } from '../organization/index.ts'
import { Button, ChoiceCards, DialogActions, ErrorNotice, Field, Form, Input, Select } from '../ui/index.ts'
import { dateOf, EXPIRY_CHOICES, expiryHint, latestDate } from './expiry.ts'
import { createTokens } from './idempotency.ts'
import { KIND_WORDS, organizationChoices, whyNoKind } from './key-choices.ts'
import { type KeyDraft, mintWish } from './key-draft.ts'
import { readLastChoice, rememberChoice } from './last-choice.ts'
import { startingOrganization } from './starting-organization.ts'
import type { useMintKey } from './use-api-keys.ts'

type CreateApiKeyFormProps = { mint: ReturnType<typeof useMintKey>; onCancel: () => void }

export function CreateApiKeyForm({ mint, onCancel }: CreateApiKeyFormProps) {
  const { draft, change, windowOrganizationId, organizations } = useDraft()
  const [errors, setErrors] = useState<Record<string, string>>({})
  const oneAtATime = useSingleFlight()
  const [tokenFor] = useState(() => createTokens())
  const failure = mint.error ? failureOf(mint.error) : undefined

  const edit = (part: Partial<KeyDraft>) => {
    setErrors({})
    change(part)
  }
  const submit = () => {
    const wish = mintWish(draft, Date.now())
    if (wish.outcome === 'wrong') return setErrors(wish.errors)
    const { kind, expiry, organizationId } = draft
    rememberChoice({
      windowOrganizationId,
      chosenOrganizationId: organizationId,
      kind,
      ...(expiry === 'date' ? {} : { expiry }),
    })
    const onError = (error: unknown) => setErrors(fieldErrorsOf(failureOf(error)))
    const request = { ...wish.request, idempotencyKey: tokenFor(wish.request) }
    oneAtATime((done) => mint.mutate(request, { onError, onSettled: done }))
  }
  return (
    <Form errors={errors} onFormSubmit={submit}>
      <Field name="name" label="Name" hint="What will use it, so that you know it again.">
        <Input value={draft.name} onValueChange={(name) => edit({ name })} maxLength={60} placeholder="ci-deploy" />
      </Field>
      <Kind draft={draft} onEdit={edit} />
      {draft.kind !== 'personal' && (
        <div className="grid gap-x-3 gap-y-4 sm:grid-cols-2">
          <Field
            name="organizationId"
            label="Organization"
            hint="The key acts in it only, and cannot be moved."
            className={draft.kind === 'service' ? '' : 'sm:col-span-2'}
          >
            <Select
              options={organizationChoices(draft.kind, organizations)}
              value={draft.organizationId}
              onValueChange={(organizationId) => edit({ organizationId })}
              icon={<Building2 aria-hidden className="size-4 text-ink-faint" />}
            />
          </Field>
          {draft.kind === 'service' && (
            <Field name="role" label="Role" hint={ROLE_HINTS[draft.role]}>
              <Select options={ROLES} value={draft.role} onValueChange={(role) => edit({ role })} />
            </Field>
          )}
        </div>
      )}
      <Expires draft={draft} onEdit={edit} />
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

/** Starts where the last key was made, as far as that can be chosen still. */
function useDraft() {
  const organizations = useOrganizations()
  const { id: windowOrganizationId } = useOrganization()
  const startingIn = (kind: ApiKeyKind) =>
    startingOrganization(organizationChoices(kind, organizations), windowOrganizationId, readLastChoice())
  const [draft, setDraft] = useState<KeyDraft>(() => {
    const last = readLastChoice()
    const kind = last && whyNoKind(last.kind, organizations) === undefined ? last.kind : 'member'
    const organizationId = startingIn(kind)
    return { name: '', kind, organizationId, role: 'member', expiry: last?.expiry ?? '90', date: '' }
  })
  const change = (part: Partial<KeyDraft>) => {
    const kind = part.kind ?? draft.kind
    const usable = organizationChoices(kind, organizations).some(
      ({ value, unavailable }) => value === draft.organizationId && unavailable === undefined,
    )
    setDraft({ ...draft, ...(usable ? {} : { organizationId: startingIn(kind) }), ...part })
  }
  return { draft, change, windowOrganizationId, organizations }
}

type PartProps = { draft: KeyDraft; onEdit: (part: Partial<KeyDraft>) => void }

function Kind({ draft, onEdit }: PartProps) {
  const organizations = useOrganizations()
  const choices = (['member', 'personal', 'service'] as const).map((value) => ({
    value,
    ...KIND_WORDS[value],
    unavailable: whyNoKind(value, organizations),
  }))
  return (
    <div className="flex flex-col gap-1.5">
      <span aria-hidden className="text-sm font-medium">
        Kind
      </span>
      <ChoiceCards label="Kind" choices={choices} value={draft.kind} onValueChange={(kind) => onEdit({ kind })} />
    </div>
  )
}

function Expires({ draft: { expiry, date }, onEdit }: PartProps) {
  const now = Date.now()
  const hint = expiryHint(expiry, date, now)
  return (
    <div className="grid gap-x-3 gap-y-4 sm:grid-cols-2">
      <Field name="expiresInDays" label="Expires" hint={hint} className={expiry === 'date' ? '' : 'sm:col-span-2'}>
        <Select options={EXPIRY_CHOICES} value={expiry} onValueChange={(choice) => onEdit({ expiry: choice })} />
      </Field>
      {expiry === 'date' && (
        <Field name="expiresAt" label="Last day">
          <Input
            type="date"
            min={dateOf(now)}
            max={latestDate(now)}
            value={date}
            onValueChange={(day) => onEdit({ date: day })}
          />
        </Field>
      )}
    </div>
  )
}

const ROLES = [
  { value: 'member', label: 'Member' },
  { value: 'admin', label: 'Admin' },
] as const

const ROLE_HINTS: Record<ServiceRole, string> = {
  member: 'It may do what any member may.',
  admin: 'It may also change what only admins may.',
}

/** What the control plane may complain about and this form has a field for. */
const FIELDS = ['name', 'organizationId', 'role', 'expiresInDays', 'expiresAt']

const isUnderField = (field: string | undefined) => field !== undefined && FIELDS.includes(field)

function fieldErrorsOf({ field, message }: FailureBody): Record<string, string> {
  return field !== undefined && isUnderField(field) ? { [field]: message } : {}
}
