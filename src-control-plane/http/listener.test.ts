import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { startControlPlaneForTest } from '../testing.ts'
import { listen } from './index.ts'

const HEADERS = {
  'content-security-policy': expect.stringContaining("default-src 'none'"),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
}

it('puts its security headers on whatever it answers', async () => {
  await using plane = await startControlPlaneForTest()
  const answers = await Promise.all(
    [
      '/healthz',
      '/docs',
      '/device',
      '/invitation',
      '/v1/me',
      '/api/auth/jwks',
      '/api/auth/none',
      '/ai/none',
      '/none',
    ].map(async (path) => [path, Object.fromEntries((await plane.call(null, 'GET', path)).headers)] as const),
  )
  for (const [path, headers] of answers) expect(headers, path).toMatchObject(HEADERS)
  for (const [path, headers] of answers) expect(headers, path).not.toHaveProperty('strict-transport-security')
  const upgrade = await raw(
    plane.url,
    'GET /relay/host HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  )
  expect(upgrade).toMatch(/^HTTP\/1\.1 401 /)
  expect(upgrade).toContain('x-content-type-options: nosniff')
})

it('asks browsers to stay with HTTPS where people come by HTTPS', async () => {
  const port = await freePort()
  await using _plane = await startControlPlaneForTest(undefined, { port, publicUrl: 'https://mooring.example.com' })
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`)
  expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000')
})

it('has its headers and a time to come back before the rest is built', async () => {
  await using listener = await listen(0)
  const answer = await fetch(listener.url)
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('1')
  expect(Object.fromEntries(answer.headers)).toMatchObject(HEADERS)
})

it('takes no body of more than a mebibyte, whether its length is told or not', async () => {
  await using plane = await startControlPlaneForTest()
  const { session } = await plane.signUp('Ada')
  const body = JSON.stringify({ name: 'x'.repeat(1024 * 1024) })
  const headers = { authorization: `Bearer ${session}`, 'content-type': 'application/json' }
  for (const path of ['/v1/organizations', '/api/auth/sign-in/email', '/api/auth/device/code']) {
    const told = await fetch(new URL(path, plane.url), { method: 'POST', headers, body })
    expect([path, told.status, await told.json()]).toMatchObject([path, 413, { code: 'too-large' }])
    const stream = new Blob([body]).stream()
    const untold = await fetch(new URL(path, plane.url), { method: 'POST', headers, body: stream, duplex: 'half' })
    expect([path, untold.status]).toEqual([path, 413])
  }
})

it.each([
  ['headers', 'GET / HTTP/1.1\r\nHost: x\r\n'],
  ['a body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nx'],
])('does not wait for ever for %s', async (_, text) => {
  await using listener = await listen(0, { headersTimeoutMs: 50, requestTimeoutMs: 100 })
  listener.answer(
    async (request) => new Response(await request.text()),
    () => false,
  )
  expect(await raw(listener.url, text)).toMatch(/^HTTP\/1\.1 408 /)
})

it('names the client itself, whatever the client says', async () => {
  await using listener = await listen(0, { trustedProxies: 1 })
  listener.answer(
    (request) => new Response(request.headers.get('x-mooring-client-address')),
    () => false,
  )
  const nameOf = async (headers: Record<string, string>) => (await fetch(listener.url, { headers })).text()
  expect(await nameOf({ 'x-mooring-client-address': '10.0.0.1' })).toBe('127.0.0.1')
  expect(await nameOf({ 'x-mooring-client-address': '10.0.0.1', 'x-forwarded-for': '6.6.6.6, 203.0.113.7' })).toBe(
    '203.0.113.7',
  )
})

async function freePort(): Promise<number> {
  await using listener = await listen(0)
  return Number(new URL(listener.url).port)
}

/** All that is answered until the connection ends. */
async function raw(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const parts: Buffer[] = []
  socket.on('data', (part) => parts.push(part))
  socket.write(text)
  await once(socket, 'close')
  return Buffer.concat(parts).toString()
}
