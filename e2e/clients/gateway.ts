// The gateway as its clients meet it: a whole control plane, an organization with both providers, a member's key, and the scripted
// upstream behind it.
import type { MintedApiKey } from '#contract/api-key'
import type { Provider } from '#contract/gateway'
import { startControlPlaneForTest } from '../../src-control-plane/testing.ts'
import { type ScriptedUpstream, startScriptedUpstream } from '../fakes/index.ts'

export const ORGANIZATION_SECRET = 'sk-scripted-organization-0001'

export type ClientGateway = AsyncDisposable & {
  /** What an Anthropic client is given as its base URL. */
  readonly anthropicBaseUrl: string
  /** What an OpenAI client is given as its base URL. */
  readonly openaiBaseUrl: string
  /** A member's key in the organization. */
  readonly key: string
  readonly upstream: ScriptedUpstream
}

export async function startClientGateway(): Promise<ClientGateway> {
  await using stack = new AsyncDisposableStack()
  const upstream = stack.use(await startScriptedUpstream())
  const plane = stack.use(await startControlPlaneForTest())
  const ada = await plane.signUp('Ada')
  const { id } = await plane.createOrganization(ada, 'North')
  const addresses: [Provider['id'], string][] = [
    ['anthropic', upstream.anthropicBaseUrl],
    ['openai', upstream.openaiBaseUrl],
  ]
  for (const [provider, baseUrl] of addresses) {
    const body = { baseUrl, secret: ORGANIZATION_SECRET, model: 'scripted-1' }
    const saved = await plane.call(ada.session, 'PUT', `/v1/organizations/${id}/providers/${provider}`, { body })
    if (saved.status !== 200) throw new Error(saved.text)
  }
  const minted = await plane.call(ada.session, 'POST', '/v1/api-keys', { body: { organizationId: id, name: 'tools' } })
  const open = stack.move()
  return {
    anthropicBaseUrl: `${plane.url}/ai/anthropic`,
    openaiBaseUrl: `${plane.url}/ai/openai/v1`,
    key: (minted.body as MintedApiKey).secret,
    upstream,
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}
