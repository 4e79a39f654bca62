// What the form of a provider asks the control plane to keep. An empty key field means "as they are", never "forget them".
import { type Provider, ProviderId, type SaveProviderRequest } from '#contract/gateway'
import { isOfficial, type ProviderKind } from './provider-kinds.ts'

export type ProviderDraft = { baseUrl: string; secret: string; model: string }
export type DraftErrors = Partial<Record<keyof ProviderDraft | 'name', string>>

export function draftOf(kind: ProviderKind, saved: Provider | undefined): ProviderDraft {
  return { baseUrl: saved?.baseUrl ?? kind.baseUrl, secret: '', model: saved?.model ?? kind.model }
}

export function saveRequestOf(draft: ProviderDraft, saved: Provider | undefined): SaveProviderRequest {
  const [baseUrl, model, secret] = [draft.baseUrl.trim(), draft.model.trim(), draft.secret.trim()]
  if (secret) return { baseUrl, model, secret }
  if (saved) return { baseUrl, model }
  return { baseUrl, model, secret: '' }
}

/** What a person must mend before anything is sent. */
export function errorsOf(draft: ProviderDraft, kind: ProviderKind, saved: Provider | undefined): DraftErrors {
  return {
    ...(!isWebAddress(draft.baseUrl) && { baseUrl: 'Give an address that begins with http:// or https://.' }),
    ...(!draft.model.trim() && { model: 'Name a model.' }),
    ...(asksForKey(draft, saved) &&
      !kind.keyIsOptional &&
      !draft.secret.trim() && { secret: `Paste the API key of ${kind.title}.` }),
  }
}

/** A kept key is only ever sent to the origin it was entered for, so another one needs it again. */
export function asksForKey({ baseUrl }: Pick<ProviderDraft, 'baseUrl'>, saved: Provider | undefined): boolean {
  return saved === undefined || originOf(baseUrl) !== originOf(saved.baseUrl)
}

/** Undefined if the name can be given to a further provider. */
export function nameError(name: string, saved: readonly Provider[]): string | undefined {
  if (isOfficial(name)) return 'That name belongs to the provider itself. Choose another.'
  if (saved.some(({ id }) => id === name)) return 'There is a provider of that name already.'
  const parsed = ProviderId.safeParse(name)
  return parsed.success ? undefined : `The name ${parsed.error.issues[0]?.message}.`
}

const originOf = (address: string) => URL.parse(address.trim())?.origin

function isWebAddress(text: string): boolean {
  return /^https?:$/.test(URL.parse(text.trim())?.protocol ?? '')
}
