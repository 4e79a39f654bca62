// The kinds of provider an organization can have, as a person meets them: the two official ones, and those that it named itself.
import { ANTHROPIC_BASE_URL, DEFAULT_MODELS, OPENAI_BASE_URL, type Provider, type ProviderId } from '#contract/gateway'

export type ProviderKind = {
  id: ProviderId
  title: string
  description: string
  baseUrl: string
  model: string
  /** A local server asks for no key. */
  keyIsOptional: boolean
}

export const OFFICIAL_KINDS: readonly ProviderKind[] = [
  {
    id: 'anthropic',
    title: 'Anthropic',
    description: 'Claude, by the Messages API.',
    baseUrl: ANTHROPIC_BASE_URL,
    model: DEFAULT_MODELS.anthropic,
    keyIsOptional: false,
  },
  {
    id: 'openai',
    title: 'OpenAI',
    description: 'GPT, by the Responses and Chat Completions APIs.',
    baseUrl: OPENAI_BASE_URL,
    model: DEFAULT_MODELS.openai,
    keyIsOptional: true,
  },
]

export function namedKind(id: ProviderId, baseUrl = ''): ProviderKind {
  return { id, title: id, description: 'Speaks OpenAI’s API.', baseUrl, model: '', keyIsOptional: true }
}

/** All that there can be a card for: the official ones always, then those that the organization named, by name. */
export function kindsOf(saved: readonly Provider[]): ProviderKind[] {
  const named = saved.filter(({ id }) => !isOfficial(id)).toSorted((one, other) => one.id.localeCompare(other.id))
  return [...OFFICIAL_KINDS, ...named.map(({ id, baseUrl }) => namedKind(id, baseUrl))]
}

export const isOfficial = (id: ProviderId) => OFFICIAL_KINDS.some((kind) => kind.id === id)

export const titleOf = (id: ProviderId) => OFFICIAL_KINDS.find((kind) => kind.id === id)?.title ?? id
