// Sets limits: how often, how much and which models. An empty field is no limit.
import { useState } from 'react'
import type { FailureBody } from '#contract/failure'
import type { Limits } from '#contract/gateway'
import { Button, ErrorNotice, Field, Form, Input, Select } from '../ui/index.ts'
import { draftOf, type LimitsDraft, limitsOf } from './limits-draft.ts'

type LimitsFormProps = {
  /** As they are. */
  limits: Limits
  busy: boolean
  failure: FailureBody | undefined
  onSave: (limits: Limits) => void
  /** Where there is something to go back to. */
  onCancel?: (() => void) | undefined
}

export function LimitsForm({ limits, busy, failure, onSave, onCancel }: LimitsFormProps) {
  const [draft, setDraft] = useState(() => draftOf(limits))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const change = (part: Partial<LimitsDraft>) => {
    setErrors({})
    setDraft({ ...draft, ...part })
  }
  const submit = () => {
    const wish = limitsOf(draft)
    if (wish.outcome === 'wrong') return setErrors(wish.errors)
    onSave(wish.limits)
  }
  return (
    <Form errors={errors} onFormSubmit={submit} aria-label="Limits">
      <div className="grid gap-4 sm:grid-cols-3">
        <Amount
          name="requestsPerMinute"
          label="Requests a minute"
          value={draft.requestsPerMinute}
          onChange={(requestsPerMinute) => change({ requestsPerMinute })}
        />
        <Amount
          name="tokensPerMonth"
          label="Tokens a month"
          hint="In, out and cached together."
          value={draft.tokensPerMonth}
          onChange={(tokensPerMonth) => change({ tokensPerMonth })}
        />
        <Amount
          name="costPerMonth"
          label="US dollars a month"
          hint="Models without a price are refused then."
          value={draft.costPerMonth}
          onChange={(costPerMonth) => change({ costPerMonth })}
        />
      </div>
      <Field label="Models" className="sm:w-1/3 sm:pr-3">
        <Select
          options={[
            { value: 'all', label: 'All' },
            { value: 'some', label: 'Only these' },
          ]}
          value={draft.onlySomeModels ? 'some' : 'all'}
          onValueChange={(which) => change({ onlySomeModels: which === 'some' })}
        />
      </Field>
      {draft.onlySomeModels && (
        <Field
          name="allowedModels"
          label="Allowed models"
          hint="One a line. A name that ends in * stands for all that begin so. Without any, none is allowed."
        >
          <Input
            render={<textarea rows={4} />}
            value={draft.allowedModels}
            onValueChange={(allowedModels) => change({ allowedModels })}
            spellCheck={false}
            placeholder={'claude-sonnet-*\ngpt-5'}
            className="h-auto py-1.5 font-mono text-xs leading-5"
          />
        </Field>
      )}
      {failure && <ErrorNotice failure={failure} />}
      <div className="flex justify-end gap-2">
        {onCancel && <Button onClick={onCancel}>Cancel</Button>}
        <Button type="submit" variant="primary" busy={busy}>
          Save limits
        </Button>
      </div>
    </Form>
  )
}

type AmountProps = {
  name: keyof LimitsDraft
  label: string
  hint?: string
  value: string
  onChange: (value: string) => void
}

function Amount({ name, label, hint, value, onChange }: AmountProps) {
  return (
    <Field name={name} label={label} hint={hint}>
      <Input
        value={value}
        onValueChange={onChange}
        inputMode="decimal"
        placeholder="No limit"
        className="tabular-nums"
      />
    </Field>
  )
}
