// The address, the key and the model of a provider. A key that is kept is shown as its hint and replaced by typing another.
import { type ReactNode, useState } from 'react'
import type { Provider } from '#contract/gateway'
import { failureOf, useSingleFlight } from '../host-client/index.ts'
import { Button, ErrorNotice, Field, Form, Input, toast } from '../ui/index.ts'
import type { ProviderKind } from './provider-kinds.ts'
import { type DraftErrors, draftOf, errorsOf, type ProviderDraft, saveRequestOf } from './save-request.ts'
import { useSaveProvider } from './use-providers.ts'

type ProviderFormProps = {
  kind: ProviderKind
  organizationId: string
  saved: Provider | undefined
  /** Further buttons, before Save. */
  children: ReactNode
}

export function ProviderForm({ kind, organizationId, saved, children }: ProviderFormProps) {
  const [draft, setDraft] = useState(() => draftOf(kind, saved))
  const [wrong, setWrong] = useState<DraftErrors>({})
  const save = useSaveProvider()
  const oneAtATime = useSingleFlight()
  const change = (part: Partial<ProviderDraft>) => {
    setWrong({})
    setDraft({ ...draft, ...part })
  }
  const submit = () => {
    const errors = errorsOf(draft, kind, saved)
    setWrong(errors)
    if (Object.keys(errors).length > 0) return
    const request = { organizationId, id: kind.id, provider: saveRequestOf(draft, saved) }
    const onSuccess = () => {
      toast.success(`${kind.title} is saved.`)
      save.reset()
    }
    oneAtATime((done) => save.mutate(request, { onSuccess, onSettled: done }))
  }
  return (
    <Form errors={wrong} onFormSubmit={submit} className="px-4 py-4" aria-label={kind.title}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="baseUrl" label="Base URL">
          <Input
            value={draft.baseUrl}
            onValueChange={(baseUrl) => change({ baseUrl })}
            inputMode="url"
            spellCheck={false}
          />
        </Field>
        <Field name="model" label="Model">
          <Input
            value={draft.model}
            onValueChange={(model) => change({ model })}
            placeholder={kind.modelExample}
            spellCheck={false}
          />
        </Field>
        <Field name="secret" label="API key" hint={keyHint(kind, saved)} className="sm:col-span-2">
          <Input
            type="password"
            autoComplete="off"
            value={draft.secret}
            onValueChange={(secret) => change({ secret })}
            placeholder={saved?.credentials[0]?.hint ?? ''}
            className="font-mono"
          />
        </Field>
      </div>
      {save.error && <ErrorNotice failure={failureOf(save.error)} />}
      <div className="flex items-center justify-end gap-2">
        {children}
        <Button type="submit" variant="primary" busy={save.isPending}>
          Save {kind.title}
        </Button>
      </div>
    </Form>
  )
}

function keyHint(kind: ProviderKind, saved: Provider | undefined): string {
  const hint = saved?.credentials[0]?.hint
  if (hint) return `A key is saved (${hint}). Leave this empty to keep it.`
  return kind.keyIsOptional
    ? 'Leave this empty for a local server that asks for none.'
    : 'It goes straight to the control plane.'
}
