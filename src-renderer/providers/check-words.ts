// What trying a provider said, as a person reads it.
import type { ProviderCheck } from '#contract/gateway'

export type CheckWords = {
  tone: 'neutral' | 'warn'
  sentence: string
  /** To choose from, where the provider does not have the one that is set. */
  models: readonly string[]
}

export function checkWords(check: ProviderCheck, model: string): CheckWords {
  switch (check.outcome) {
    case 'unverified':
      return { tone: 'warn', sentence: `It is saved, but was not confirmed: ${check.message}`, models: [] }
    case 'accepted': {
      const { models } = check
      if (models.length === 0) return { tone: 'neutral', sentence: 'The provider accepted it.', models: [] }
      if (models.includes(model))
        return { tone: 'neutral', sentence: `The provider accepted it and offers ${countOf(models)}.`, models: [] }
      return { tone: 'warn', sentence: `The provider accepted it, but lists no model “${model}”.`, models }
    }
    default:
      return check satisfies never
  }
}

const countOf = ({ length }: readonly string[]) =>
  length === 1 ? 'this model' : `${length} models, this one among them`
