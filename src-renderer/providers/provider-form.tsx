// The address, the model and, where it is needed, the key of a provider. What is wrong with it is said under its field, by the provider
// itself where it refuses the key.
import { useState } from 'react'
import type { Provider, SavedProvider } from '#contract/gateway'
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import { Button, DialogActions, ErrorNotice, Field, Form, Input, SuggestInput } from '../ui/index.ts'
import { fieldErrorsOf, isUnderField } from './field-errors.ts'
import type { ProviderKind } from './provider-kinds.ts'
import { asksForKey, type DraftErrors, draftOf, errorsOf, type ProviderDraft, saveRequestOf } from './save-request.ts'
import { useOfferedModels, useSaveProvider } from './use-providers.ts'

type ProviderFormProps = {
  kind: ProviderKind
  organizationId: string
  saved: Provider | undefined
  onSaved: (saved: SavedProvider) => void
  onCancel: () => void
}

const FIELDS = ['baseUrl', 'model', 'secret']

export function ProviderForm({ kind, organizationId, saved, onSaved, onCancel }: ProviderFormProps) {
  const [draft, setDraft] = useState(() => draftOf(kind, saved))
  const [wrong, setWrong] = useState<DraftErrors>({})
  const offered = useOfferedModels(organizationId, kind.id, saved !== undefined)
  const save = useSaveProvider()
  const oneAtATime = useSingleFlight()
  const failure = save.error ? failureOf(save.error) : undefined
  const change = (part: Partial<ProviderDraft>) => {
    setWrong({})
    setDraft({ ...draft, ...part })
  }
  const submit = () => {
    const errors = errorsOf(draft, kind, saved)
    // Only what is wrong: told anew that nothing is, the form would not lead to what the control plane finds wrong later.
    if (Object.keys(errors).length > 0) return setWrong(errors)
    const request = { organizationId, id: kind.id, provider: saveRequestOf(draft, saved) }
    const onSuccess = (answer: SavedProvider) => {
      save.reset()
      onSaved(answer)
    }
    const onError = (error: unknown) => setWrong(fieldErrorsOf(failureOf(error), FIELDS))
    oneAtATime((done) => save.mutate(request, { onSuccess, onError, onSettled: done }))
  }
  const needsKey = asksForKey(draft, saved)
  return (
    <Form errors={wrong} onFormSubmit={submit} aria-label={kind.title}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="baseUrl" label="Base URL">
          <Input
            value={draft.baseUrl}
            onValueChange={(baseUrl) => change({ baseUrl })}
            inputMode="url"
            spellCheck={false}
            placeholder="http://127.0.0.1:11434/v1"
          />
        </Field>
        <Field name="model" label="Model" hint="What chats use here. Tools name their own.">
          <SuggestInput suggestions={offered} value={draft.model} onValueChange={(model) => change({ model })} />
        </Field>
        {needsKey && (
          <Field name="secret" label="API key" hint={keyHint(kind, saved)} className="sm:col-span-2">
            <Input
              type="password"
              autoComplete="off"
              value={draft.secret}
              onValueChange={(secret) => change({ secret })}
              className="font-mono"
            />
          </Field>
        )}
      </div>
      {failure && !isUnderField(failure, FIELDS) && <ErrorNotice failure={failure} />}
      <DialogActions>
        {save.isPending && <span className="mr-auto text-ink-soft">Asking {kind.title} whether it works…</span>}
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" busy={save.isPending}>
          Save {kind.title}
        </Button>
      </DialogActions>
    </Form>
  )
}

function keyHint(kind: ProviderKind, saved: Provider | undefined): string {
  if (saved) return 'The address leads elsewhere, so its key is asked for again. It replaces all kept keys.'
  return kind.keyIsOptional
    ? 'Tried before it is saved. Leave it empty for a server on your own network that asks for none.'
    : 'Tried before it is saved.'
}
