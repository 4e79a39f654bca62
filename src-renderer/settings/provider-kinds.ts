// The kinds of provider an organization can have, as a person meets them.
import { ANTHROPIC_BASE_URL, OPENAI_BASE_URL, type ProviderId } from '#contract/gateway'

export type ProviderKind = {
  id: ProviderId
  title: string
  description: string
  baseUrl: string
  modelExample: string
  /** A local server asks for no key. */
  keyIsOptional: boolean
}

export const PROVIDER_KINDS: readonly ProviderKind[] = [
  {
    id: 'anthropic',
    title: 'Anthropic',
    description: 'Claude, by the Messages API.',
    baseUrl: ANTHROPIC_BASE_URL,
    modelExample: 'claude-sonnet-4-5',
    keyIsOptional: false,
  },
  {
    id: 'openai',
    title: 'OpenAI-compatible',
    description: 'OpenAI, or any server that speaks its API: Ollama, LM Studio, llama.cpp, vLLM.',
    baseUrl: OPENAI_BASE_URL,
    modelExample: 'gpt-5',
    keyIsOptional: true,
  },
]
