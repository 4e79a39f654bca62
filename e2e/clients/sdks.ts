// The official SDKs as their npm packages are, loaded from the cache folder. Only what the tests use of them is typed here: they are
// no dependency, so their own types are not there.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { installed } from './installed.ts'

type Options = { baseURL: string; apiKey?: string | null; authToken?: string; defaultHeaders?: Record<string, string> }
type Sdk<Client> = { default: new (options: Options) => Client }

type Models = {
  list: () => Promise<{ data: { id: string }[] }>
  retrieve: (id: string) => Promise<{ id: string }>
}
type Events = AsyncIterable<{ type: string }>

export type Block = { type: string; text?: string; id?: string; name?: string; input?: unknown }
export type Message = { content: Block[]; stop_reason: string; usage: { input_tokens: number; output_tokens: number } }

export type Anthropic = {
  messages: {
    create: (body: object) => Promise<Message>
    stream: (body: object) => Events & { finalMessage: () => Promise<Message> }
    countTokens: (body: object) => Promise<{ input_tokens: number }>
  }
  models: Models
}

type Completion = { choices: { message: ChatMessage; finish_reason: string }[]; usage: { total_tokens: number } }
export type ChatMessage = {
  role: string
  content: string | null
  tool_calls?: { id: string; function: { name: string; arguments: string } }[]
}
export type OpenAIResponse = {
  output_text: string
  output: { type: string; call_id?: string; name?: string; arguments?: string }[]
  usage: { total_tokens: number }
}

export type OpenAI = {
  chat: {
    completions: {
      create: (body: object) => Promise<Completion>
      stream: (body: object) => AsyncIterable<unknown> & { finalChatCompletion: () => Promise<Completion> }
    }
  }
  responses: {
    create: (body: object) => Promise<OpenAIResponse>
    stream: (body: object) => Events & { finalResponse: () => Promise<OpenAIResponse> }
  }
  embeddings: { create: (body: object) => Promise<{ data: { embedding: number[] }[] }> }
  models: Models
}

const PACKAGES = {
  anthropic: { name: '@anthropic-ai/sdk', version: '1.14.0' },
  openai: { name: 'openai', version: '7.59.0' },
}

export type Loaded<Client> =
  | { outcome: 'loaded'; open: (options: Options) => Client }
  | { outcome: 'unavailable'; reason: string }

export const loadAnthropic = () => load<Anthropic>('anthropic')
export const loadOpenAI = () => load<OpenAI>('openai')

async function load<Client>(which: keyof typeof PACKAGES): Promise<Loaded<Client>> {
  const found = await installed(PACKAGES[which])
  if (found.outcome === 'unavailable') return found
  const { default: Client } = createRequire(join(found.folder, 'package.json'))(PACKAGES[which].name) as Sdk<Client>
  return { outcome: 'loaded', open: (options) => new Client(options) }
}
