// What is put into a shell or a file so that a tool asks Mooring's gateway. Pure. The key itself stands in it only right after it was
// made; otherwise the lines take it from MOORING_API_KEY, which the first of them fills without showing it or keeping it in a history.
import { type ProviderId, wireFormatOf } from '#contract/gateway'
import { ORGANIZATION_HEADER, TOKEN_HEADER } from '#contract/identity'
import type { ToolId } from './tools.ts'

export type ToolSetup = {
  controlPlaneUrl: string
  provider: ProviderId
  model: string
  /** Null unless the key was made just now. */
  secret: string | null
  /** The one to act in, for a key that is bound to none. */
  organizationId: string | null
  /** Whether the tool sends a provider credential of its own, which Mooring passes on. */
  own: boolean
}

/** `what` names it in "Copy …". `note` is what a person must know beside it. */
export type SetupPart = { title: string; what: string; text: string; note?: string }

/** In the order in which they are to be done. */
export function setupPartsOf(tool: ToolId, setup: ToolSetup): SetupPart[] {
  const note = setup.own ? { note: OWN_CREDENTIAL[tool] } : {}
  switch (tool) {
    case 'claude-code':
      return [...typedKey(setup), { title: 'Start it with', what: 'lines', text: claudeCode(setup), ...note }]
    case 'codex':
      return [
        ...(setup.secret === null ? typedKey(setup) : [keyVariable(setup.secret)]),
        { title: 'At the top of ~/.codex/config.toml', what: 'configuration', text: codexConfig(setup), ...note },
      ]
    case 'anthropic-sdk':
      return [...typedKey(setup), { title: ENVIRONMENT, what: 'variables', text: anthropicSdk(setup), ...note }]
    case 'openai-sdk':
      return [...typedKey(setup), { title: ENVIRONMENT, what: 'variables', text: openaiSdk(setup), ...note }]
    case 'curl':
      return [...typedKey(setup), { title: 'Ask one question', what: 'command', text: curl(setup), ...note }]
    default:
      return tool satisfies never
  }
}

const ENVIRONMENT = 'In the environment of the program'

/** Where the tool finds the provider credential that is passed on. */
const OWN_CREDENTIAL: Record<ToolId, string> = {
  'claude-code': 'Its own sign-in goes on to the provider, or the ANTHROPIC_API_KEY of your shell.',
  codex: 'Your OPENAI_API_KEY goes on to the provider.',
  'anthropic-sdk': 'Your ANTHROPIC_API_KEY stays as it is and goes on to the provider.',
  'openai-sdk': 'Your OPENAI_API_KEY stays as it is and goes on to the provider.',
  curl: 'Your own key goes on to the provider.',
}

/** A tool's base URL at the gateway. An OpenAI client's ends in `/v1` by custom, an Anthropic client's does not. */
export function gatewayUrlOf(controlPlaneUrl: string, provider: ProviderId): string {
  const root = `${controlPlaneUrl.replace(/\/+$/, '')}/ai/${provider}`
  return wireFormatOf(provider) === 'anthropic' ? root : `${root}/v1`
}

function typedKey({ secret }: ToolSetup): SetupPart[] {
  if (secret !== null) return []
  return [
    {
      title: 'Give your shell the key',
      what: 'line that takes the key',
      text: 'read -rs MOORING_API_KEY && export MOORING_API_KEY',
      note: 'It waits: paste the key, which is not shown, and press Enter.',
    },
  ]
}

/** Codex takes its key from a variable in any case. */
const keyVariable = (secret: string): SetupPart => ({
  title: 'In its environment',
  what: 'key variable',
  text: exported('MOORING_API_KEY', secret),
})

/** As it stands within double quotes in a shell. */
const keyIn = ({ secret }: ToolSetup) => secret ?? '$MOORING_API_KEY'

const exported = (name: string, value: string) => `export ${name}="${value}"`

/** Beside the credential itself: whose organization, and Mooring's key where the credential is the caller's own. */
function headersOf(setup: ToolSetup): [name: string, value: string][] {
  return [
    ...(setup.own ? [[TOKEN_HEADER, keyIn(setup)] as [string, string]] : []),
    ...(setup.organizationId === null ? [] : [[ORGANIZATION_HEADER, setup.organizationId] as [string, string]]),
  ]
}

/** As these tools read further headers from their environment: one a line. */
function customHeaders(variable: string, setup: ToolSetup): string[] {
  const lines = headersOf(setup).map(([name, value]) => `${name}: ${value}`)
  return lines.length === 0 ? [] : [exported(variable, lines.join('\n'))]
}

function claudeCode(setup: ToolSetup): string {
  return [
    exported('ANTHROPIC_BASE_URL', gatewayUrlOf(setup.controlPlaneUrl, setup.provider)),
    // A token outranks a sign-in that Claude Code has; its own sign-in or key is left alone where that is to be passed on.
    ...(setup.own ? [] : [exported('ANTHROPIC_AUTH_TOKEN', keyIn(setup))]),
    ...customHeaders('ANTHROPIC_CUSTOM_HEADERS', setup),
    'claude',
  ].join('\n')
}

function anthropicSdk(setup: ToolSetup): string {
  return [
    exported('ANTHROPIC_BASE_URL', gatewayUrlOf(setup.controlPlaneUrl, setup.provider)),
    ...(setup.own ? [] : [exported('ANTHROPIC_API_KEY', keyIn(setup))]),
    ...customHeaders('ANTHROPIC_CUSTOM_HEADERS', setup),
  ].join('\n')
}

function openaiSdk(setup: ToolSetup): string {
  return [
    exported('OPENAI_BASE_URL', gatewayUrlOf(setup.controlPlaneUrl, setup.provider)),
    ...(setup.own ? [] : [exported('OPENAI_API_KEY', keyIn(setup))]),
    ...customHeaders('OPENAI_CUSTOM_HEADERS', setup),
  ].join('\n')
}

/** TOML's basic strings and JSON's are written alike. */
const quoted = (text: string) => JSON.stringify(text)

function codexConfig({ controlPlaneUrl, provider, model, organizationId, own }: ToolSetup): string {
  return [
    `model = ${quoted(model)}`,
    'model_provider = "mooring"',
    '',
    '[model_providers.mooring]',
    'name = "Mooring"',
    `base_url = ${quoted(gatewayUrlOf(controlPlaneUrl, provider))}`,
    `env_key = "${own ? 'OPENAI_API_KEY' : 'MOORING_API_KEY'}"`,
    'wire_api = "responses"',
    ...(own ? [`env_http_headers = { "${TOKEN_HEADER}" = "MOORING_API_KEY" }`] : []),
    ...(organizationId === null ? [] : [`http_headers = { "${ORGANIZATION_HEADER}" = ${quoted(organizationId)} }`]),
  ].join('\n')
}

const MESSAGE = { role: 'user', content: 'Say ahoy.' }

function curl(setup: ToolSetup): string {
  const anthropic = wireFormatOf(setup.provider) === 'anthropic'
  const url = gatewayUrlOf(setup.controlPlaneUrl, setup.provider)
  const headers = [...credential(setup, anthropic), ...headersOf(setup), ['content-type', 'application/json']]
  const body = { model: setup.model, ...(anthropic ? { max_tokens: 64 } : {}), messages: [MESSAGE] }
  return [
    `curl ${url}${anthropic ? '/v1/messages' : '/chat/completions'}`,
    ...headers.map(([name, value]) => `-H "${name}: ${value}"`),
    `-d ${inSingleQuotes(JSON.stringify(body))}`,
  ].join(' \\\n  ')
}

function credential(setup: ToolSetup, anthropic: boolean): [name: string, value: string][] {
  if (!anthropic) return [['authorization', `Bearer ${setup.own ? '$OPENAI_API_KEY' : keyIn(setup)}`]]
  return [
    ['x-api-key', setup.own ? '$ANTHROPIC_API_KEY' : keyIn(setup)],
    ['anthropic-version', '2023-06-01'],
  ]
}

/** Whatever a model is called, the shell hands it on as it is. */
const inSingleQuotes = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
