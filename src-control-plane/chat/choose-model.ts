// Which model answers a turn. Pure: what the agent asks for if that provider is usable, else the first provider that is.
import type { FailureBody } from '#contract/failure'
import type { Provider, ProviderId } from '#contract/gateway'
import type { Agent } from '../agent/index.ts'

export type Choice = { provider: ProviderId; model: string }

export function chooseModel(
  agent: Pick<Agent, 'provider' | 'model'>,
  usable: readonly Pick<Provider, 'id' | 'model'>[],
): Choice | null {
  const wanted = usable.find(({ id }) => id === agent.provider)
  if (wanted !== undefined) return { provider: wanted.id, model: agent.model ?? wanted.model }
  // A model name means nothing to another provider, so an agent bound to one that is gone takes what the other one has.
  const [first] = usable
  if (first === undefined) return null
  return { provider: first.id, model: agent.provider === null && agent.model !== null ? agent.model : first.model }
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
