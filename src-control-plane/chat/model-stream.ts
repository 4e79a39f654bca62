// A model's answer as it is spoken. The call goes through the organization's own gateway, in process, so that a turn of the
// chat is a row of the ledger as any other request, with the person's own key where they have one; the SDKs never learn a provider's address or secret. They are loaded at
// the first turn, since an idle control plane has no use for them.
import type { LanguageModel } from 'ai'
import { wireFormatOf } from '#contract/gateway'
import { forward, GATEWAY_PATH, type GatewayDependencies } from '../gateway/index.ts'
import type { OrgScope } from '../identity/index.ts'
import type { Choice } from './choose-model.ts'
import type { Message } from './conversation.ts'

export type Spoken = { type: 'text'; text: string } | { type: 'finished'; inputTokens: number; outputTokens: number }

export type Call = Choice & { instructions: string; messages: Message[]; session: string }

/**
 * Anthropic requires a limit, and for a model that is newer than itself the SDK would choose 4,096. A model that can say less
 * is known to the SDK, which lowers it. Other providers choose for themselves.
 */
const MAX_OUTPUT_TOKENS = 32_000

/** Yields until `finished`; after an abort it just ends. Throws what the SDK throws. */
export async function* streamModel(
  deps: GatewayDependencies,
  scope: OrgScope,
  call: Call,
  abortSignal: AbortSignal,
): AsyncGenerator<Spoken> {
  const { streamText } = await import('ai')
  globalThis.AI_SDK_LOG_WARNINGS = false
  const result = streamText({
    model: await loadModel(deps, scope, call),
    instructions: call.instructions,
    messages: call.messages,
    abortSignal,
    ...(call.provider === 'anthropic' && { maxOutputTokens: MAX_OUTPUT_TOKENS }),
    // A person is watching: they are told at once what is wrong, and repeat it with one key.
    maxRetries: 0,
    // Thrown below instead of printed.
    onError: () => undefined,
  })
  for await (const part of result.stream) {
    if (part.type === 'error') throw part.error
    if (part.type === 'abort') return
    if (part.type === 'text-delta') yield { type: 'text', text: part.text }
    if (part.type === 'finish') {
      const { inputTokens = 0, outputTokens = 0 } = part.totalUsage
      yield { type: 'finished', inputTokens, outputTokens }
    }
  }
}

/** Addresses inside the process; `forward` reads no more than the path. */
const INSIDE = `http://gateway.invalid${GATEWAY_PATH}`
/** The SDK wants a key to send. The gateway lets none of a caller's pass. */
const NO_KEY = 'unused'

async function loadModel(
  deps: GatewayDependencies,
  scope: OrgScope,
  { provider, model, own, session }: Call,
): Promise<LanguageModel> {
  const viaGateway: typeof fetch = (input, init) =>
    forward(deps, scope, new Request(input, init), { inside: { client: 'chat', session, own } })
  const wire = wireFormatOf(provider)
  switch (wire) {
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic')
      return createAnthropic({ baseURL: `${INSIDE}/anthropic/v1`, apiKey: NO_KEY, fetch: viaGateway })(model)
    }
    case 'openai': {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
      const options = { name: 'openai', baseURL: `${INSIDE}/${provider}/v1`, includeUsage: true, fetch: viaGateway }
      return createOpenAICompatible(options)(model)
    }
    default:
      return wire satisfies never
  }
}
