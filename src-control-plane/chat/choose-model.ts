// Which model answers a turn. Pure: what the agent asks for if that provider is usable, else the first provider that is.
import type { FailureBody } from '#contract/failure'
import { DEFAULT_MODELS, type Provider, type ProviderId, wireFormatOf } from '#contract/gateway'
import type { Agent } from '../agent/index.ts'
import type { OwnAccess } from '../provider/index.ts'

/** `own` is the person's own key with it; null: the organization's. */
export type Choice = { provider: ProviderId; model: string; own: OwnAccess | null }

export type Usable = Pick<Provider, 'id' | 'model'> & Pick<Choice, 'own'>

/** What can answer a person: with a key of their own first, else the organization's providers. */
export function usableFor(providers: readonly Pick<Provider, 'id' | 'model'>[], own: readonly OwnAccess[]): Usable[] {
  const owned = own.map((access) => {
    const configured = providers.find(({ id }) => id === access.provider)
    const model = configured?.model ?? DEFAULT_MODELS[wireFormatOf(access.provider)]
    return { id: access.provider, model, own: access }
  })
  const others = providers.filter(({ id }) => owned.every((one) => one.id !== id))
  return [...owned, ...others.map(({ id, model }) => ({ id, model, own: null }))]
}

export function chooseModel(agent: Pick<Agent, 'provider' | 'model'>, usable: readonly Usable[]): Choice | null {
  const wanted = usable.find(({ id }) => id === agent.provider)
  if (wanted !== undefined) return { provider: wanted.id, model: agent.model ?? wanted.model, own: wanted.own }
  // A model name means nothing to another provider, so an agent bound to one that is gone takes what the other one has.
  const [first] = usable
  if (first === undefined) return null
  const model = agent.provider === null && agent.model !== null ? agent.model : first.model
  return { provider: first.id, model, own: first.own }
}

/** Where people mend everything that concerns models. */
export const providersHref = (organizationId: string) =>
  `/settings/providers?organization=${encodeURIComponent(organizationId)}`

export function noModelConfigured(organizationId: string): FailureBody {
  return {
    code: 'no-model-configured',
    message: 'This organization has no model to answer with yet.',
    fix: { label: 'Add a model provider', href: providersHref(organizationId) },
  }
}
