// What the form of a provider asks the control plane to keep. An empty key field means "as it is", never "forget it".
import type { Provider, SaveProviderRequest } from '#contract/gateway'
import type { ProviderKind } from './provider-kinds.ts'

export type ProviderDraft = { baseUrl: string; secret: string; model: string }
export type DraftErrors = Partial<Record<keyof ProviderDraft, string>>

export function draftOf(kind: ProviderKind, saved: Provider | undefined): ProviderDraft {
  return { baseUrl: saved?.baseUrl ?? kind.baseUrl, secret: '', model: saved?.model ?? '' }
}

export function saveRequestOf(draft: ProviderDraft, saved: Provider | undefined): SaveProviderRequest {
  const { baseUrl, model } = draft
  const secret = draft.secret.trim()
  if (secret) return { baseUrl: baseUrl.trim(), model: model.trim(), secret }
  if (saved) return { baseUrl: baseUrl.trim(), model: model.trim() }
  return { baseUrl: baseUrl.trim(), model: model.trim(), secret: '' }
}

/** What a person must mend before anything is sent. */
export function errorsOf(draft: ProviderDraft, kind: ProviderKind, saved: Provider | undefined): DraftErrors {
  return {
    ...(!isWebAddress(draft.baseUrl) && { baseUrl: 'Give an address that begins with http:// or https://.' }),
    ...(!draft.model.trim() && { model: `Name a model, for example ${kind.modelExample}.` }),
    ...(!kind.keyIsOptional &&
      !draft.secret.trim() &&
      !saved?.credentials.length && { secret: `Paste the API key of ${kind.title}.` }),
  }
}

function isWebAddress(text: string): boolean {
  return /^https?:$/.test(URL.parse(text.trim())?.protocol ?? '')
}
