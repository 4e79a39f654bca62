import { describe, expect, it } from 'vitest'
import { gatewayUrlOf, setupPartsOf, type ToolSetup } from './setup-lines.ts'
import { TOOL_IDS, wiresOf } from './tools.ts'

/** Vitest runs in Node; the renderer has no types of it. */
declare const process: {
  getBuiltinModule(name: 'node:child_process'): {
    execFileSync(program: string, args: string[], options: { encoding: 'utf8'; env: Record<string, string> }): string
  }
}
const { execFileSync } = process.getBuiltinModule('node:child_process')

const anthropic: ToolSetup = {
  controlPlaneUrl: 'http://127.0.0.1:7420',
  provider: 'anthropic',
  model: 'claude-sonnet-4-5',
  secret: null,
  organizationId: null,
  own: false,
}
const openai: ToolSetup = { ...anthropic, provider: 'openai', model: 'gpt-5' }
const minted = 'moor_live_abc'

/** What the lines leave in a shell's environment, or have it run. `claude` and `curl` print their arguments. */
function inShell(text: string, wanted: string): string {
  const script = `claude() { :; }; curl() { printf '<%s>' "$@"; }\n${text}\nprintf '%s' "${wanted}"`
  return execFileSync('/bin/sh', ['-c', script], {
    encoding: 'utf8',
    env: { MOORING_API_KEY: 'moor_live_typed', ANTHROPIC_API_KEY: 'sk-own', OPENAI_API_KEY: 'sk-own-openai' },
  })
}

const last = (...args: Parameters<typeof setupPartsOf>) => setupPartsOf(...args).at(-1)?.text ?? ''

describe('[U23] the address of a tool', () => {
  it.each([
    ['anthropic', 'http://a:1', 'http://a:1/ai/anthropic'],
    ['openai', 'https://moor.example/', 'https://moor.example/ai/openai/v1'],
    ['lab', 'https://moor.example', 'https://moor.example/ai/lab/v1'],
  ])('[U23] of %s at %s is %s', (provider, controlPlaneUrl, expected) => {
    expect(gatewayUrlOf(controlPlaneUrl, provider)).toBe(expected)
  })
})

describe('with the organization’s credential', () => {
  it.each([
    ['claude-code', anthropic, '$ANTHROPIC_BASE_URL $ANTHROPIC_AUTH_TOKEN $ANTHROPIC_CUSTOM_HEADERS'],
    ['anthropic-sdk', anthropic, '$ANTHROPIC_BASE_URL $ANTHROPIC_API_KEY $ANTHROPIC_CUSTOM_HEADERS'],
  ] as const)('[U23] a shell gives %s the address and the key that was typed', (tool, setup, wanted) => {
    expect(inShell(last(tool, setup), wanted)).toBe('http://127.0.0.1:7420/ai/anthropic moor_live_typed ')
  })

  it('[U23] a shell gives the OpenAI SDK the address and the key, and the organization of a key that is bound to none', () => {
    const lines = last('openai-sdk', { ...openai, organizationId: 'org_harbour' })
    expect(inShell(lines, '$OPENAI_BASE_URL $OPENAI_API_KEY|$OPENAI_CUSTOM_HEADERS')).toBe(
      'http://127.0.0.1:7420/ai/openai/v1 moor_live_typed|x-mooring-organization: org_harbour',
    )
  })

  it('[U23] Codex is told of a provider that takes the key from the environment', () => {
    expect(last('codex', { ...openai, organizationId: 'org_harbour' }).split('\n')).toEqual([
      'model = "gpt-5"',
      'model_provider = "mooring"',
      '',
      '[model_providers.mooring]',
      'name = "Mooring"',
      'base_url = "http://127.0.0.1:7420/ai/openai/v1"',
      'env_key = "MOORING_API_KEY"',
      'wire_api = "responses"',
      'http_headers = { "x-mooring-organization" = "org_harbour" }',
    ])
  })

  it('[U23] curl asks in the words of the wire format', () => {
    const ran = inShell(last('curl', { ...openai, provider: 'lab' }), '')
    expect(ran).toContain(
      '<http://127.0.0.1:7420/ai/lab/v1/chat/completions><-H><authorization: Bearer moor_live_typed>',
    )
    expect(inShell(last('curl', anthropic), '')).toContain('<-H><x-api-key: moor_live_typed>')
  })
})

describe('with a credential of one’s own', () => {
  it('[U23] Mooring’s key travels beside it, and the credential is left alone', () => {
    const both = { ...anthropic, own: true, organizationId: 'org_harbour' }
    expect(inShell(last('claude-code', both), '$ANTHROPIC_AUTH_TOKEN|$ANTHROPIC_CUSTOM_HEADERS')).toBe(
      '|x-mooring-token: moor_live_typed\nx-mooring-organization: org_harbour',
    )
    const sdk = inShell(last('openai-sdk', { ...openai, own: true }), '$OPENAI_API_KEY|$OPENAI_CUSTOM_HEADERS')
    expect(sdk).toBe('sk-own-openai|x-mooring-token: moor_live_typed')
  })

  it('[U23] Codex takes each from a variable of its own', () => {
    const config = last('codex', { ...openai, own: true })
    expect(config).toContain('env_key = "OPENAI_API_KEY"')
    expect(config).toContain('env_http_headers = { "x-mooring-token" = "MOORING_API_KEY" }')
  })

  it('[U23] curl sends both', () => {
    const ran = inShell(last('curl', { ...anthropic, own: true }), '')
    expect(ran).toContain('<x-api-key: sk-own>')
    expect(ran).toContain('<x-mooring-token: moor_live_typed>')
  })
})

describe('the key', () => {
  it.each(TOOL_IDS)('[U23] of %s stands in the lines only while it is known', (tool) => {
    const setup = wiresOf(tool).includes('anthropic') ? anthropic : openai
    const unknown = setupPartsOf(tool, setup)
    expect(unknown[0]?.text).toBe('read -rs MOORING_API_KEY && export MOORING_API_KEY')
    expect(unknown.map(({ text }) => text).join('\n')).not.toContain('moor_live_')
    const known = setupPartsOf(tool, { ...setup, secret: minted })
    expect(known.map(({ text }) => text).join('\n')).toContain(minted)
    expect(known.map(({ text }) => text).join('\n')).not.toContain('read -rs')
  })

  it('[U23] a model’s name cannot break out of the lines', () => {
    const model = `it's "$(touch x)" \\ \`y\``
    const body: unknown = JSON.parse(/<-d><(.*)>$/s.exec(inShell(last('curl', { ...openai, model }), ''))?.[1] ?? '')
    expect(body).toMatchObject({ model })
    expect(last('codex', { ...openai, model })).toContain(`model = ${JSON.stringify(model)}`)
  })
})
