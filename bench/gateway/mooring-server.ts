// A whole control plane with an organization, a member's key and a provider: `<the provider's address>`.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startControlPlane } from '#control-plane'
import { serve } from './protocol.ts'

const [providerUrl = ''] = process.argv.slice(2)
const home = mkdtempSync(join(tmpdir(), 'mooring-bench-gateway-'))
process.on('exit', () => rmSync(home, { recursive: true, force: true }))
const plane = await startControlPlane({ home, port: 0, signUp: 'open' }, console.error)

const person = { name: 'Ada', email: 'ada@example.com', password: 'a password of the bench' }
const { token } = await call<{ token: string }>('POST', '/api/auth/sign-up/email', person)
const { id } = await call<{ id: string }>('POST', '/v1/organizations', { name: 'North' }, token)
const provider = { baseUrl: `${providerUrl}/v1`, secret: 'sk-bench', model: 'gpt-bench' }
await call('PUT', `/v1/organizations/${id}/providers/openai`, provider, token)
const { secret } = await call<{ secret: string }>('POST', '/v1/api-keys', { organizationId: id, name: 'bench' }, token)
serve({ url: plane.url, key: secret })

async function call<T>(method: string, path: string, body: object, session?: string): Promise<T> {
  const credential: Record<string, string> = session === undefined ? {} : { authorization: `Bearer ${session}` }
  const headers = { 'content-type': 'application/json', origin: plane.url, ...credential }
  const response = await fetch(plane.url + path, { method, headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as T
}
