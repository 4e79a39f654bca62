// What trying a provider said, until it is dismissed. Where it lacks the model that is set, another can be taken at once.
import type { Provider, ProviderCheck } from '#contract/gateway'
import { failureOf } from '../host-client/index.ts'
import { Notice, Select, toast } from '../ui/index.ts'
import { checkWords } from './check-words.ts'
import { useSaveProvider } from './use-providers.ts'

type CheckNoteProps = {
  check: ProviderCheck
  saved: Provider
  onCheck: (check: ProviderCheck) => void
  onDismiss: () => void
}

export function CheckNote({ check, saved, onCheck, onDismiss }: CheckNoteProps) {
  const { tone, sentence, models } = checkWords(check, saved.model)
  const save = useSaveProvider()
  const take = (model: string) =>
    save.mutate(
      { organizationId: saved.organizationId, id: saved.id, provider: { baseUrl: saved.baseUrl, model } },
      {
        onSuccess: (answer) => onCheck(answer.check),
        onError: (error) => toast.error(failureOf(error).message),
      },
    )
  return (
    <div className="border-t border-line p-3">
      <Notice tone={tone} onDismiss={onDismiss}>
        <span className="text-ink">{sentence}</span>
        {models.length > 0 && (
          <Select
            label="Use another model"
            className="mt-2 w-72"
            options={[
              { value: '', label: save.isPending ? 'Saving…' : 'Use another model…' },
              ...models.map((model) => ({ value: model, label: model })),
            ]}
            value=""
            onValueChange={(model) => model !== '' && take(model)}
          />
        )}
      </Notice>
    </div>
  )
}
