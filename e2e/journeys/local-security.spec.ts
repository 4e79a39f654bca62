// Who may speak to the host's loopback server, asked by hand: no browser rewrites these headers.
import { get } from 'node:http'
import WebSocket from 'ws'
import { type App, expect, test } from '../app/index.ts'

test.use({ opensWindow: false })

type Answer = { status: number; cookie: string | undefined; location: string | undefined }

function ask(app: App, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = get(new URL(path, app.origin), { headers }, (response) => {
      response.resume()
      const cookie = response.headers['set-cookie']?.[0]
      resolve({ status: response.statusCode ?? 0, cookie, location: response.headers.location })
    })
    request.once('error', reject)
  })
}

/** The status of a refused upgrade; 101 when it is accepted. */
function upgrade(app: App, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(new URL(path, app.origin.replace('http', 'ws')), { headers })
    socket.once('open', () => {
      socket.terminate()
      resolve(101)
    })
    socket.once('unexpected-response', (_request, response) => {
      socket.on('error', () => {})
      resolve(response.statusCode ?? 0)
      socket.terminate()
    })
    socket.once('error', reject)
  })
}

async function signIn(app: App): Promise<string> {
  const { cookie = '' } = await ask(app, app.address)
  return cookie.split(';')[0] ?? ''
}

const ROUTES = ['/', '/keys', '/assets/nothing.js', '/trpc', '/terminals/abc']

test('[L1] answers nobody without the cookie', async ({ app }) => {
  for (const path of ROUTES) expect((await ask(app, path)).status, path).toBe(401)
  expect(await upgrade(app, '/trpc', { origin: app.origin })).toBe(401)
  expect(await upgrade(app, '/terminals/abc', { origin: app.origin })).toBe(401)
})

test('[L1] refuses a page of another origin, even with the cookie', async ({ app }) => {
  const cookie = await signIn(app)
  expect(await upgrade(app, '/trpc', { cookie, origin: app.origin })).toBe(101)
  for (const origin of ['https://evil.example', 'http://127.0.0.1:1', 'null']) {
    expect((await ask(app, '/', { cookie, origin })).status, origin).toBe(403)
    expect(await upgrade(app, '/trpc', { cookie, origin }), origin).toBe(403)
    expect(await upgrade(app, '/terminals/abc', { cookie, origin }), origin).toBe(403)
  }
  expect((await ask(app, '/', { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect(await upgrade(app, '/trpc', { cookie }), 'no origin at all').toBe(403)
})

test('[L1] refuses a name that was rebound to this machine', async ({ app }) => {
  const cookie = await signIn(app)
  const { port } = new URL(app.origin)
  for (const host of [`evil.example:${port}`, 'evil.example', `127.0.0.1.evil.example:${port}`]) {
    for (const path of ROUTES) expect((await ask(app, path, { cookie, host })).status, `${host}${path}`).toBe(403)
    expect((await ask(app, app.address, { host })).status, host).toBe(403)
    expect(await upgrade(app, '/trpc', { cookie, host, origin: `http://${host}` }), host).toBe(403)
  }
})

test('[L2] opens by a ticket once, into a cookie that scripts and other sites cannot use', async ({ app }) => {
  const { status, cookie, location } = await ask(app, app.address)
  expect({ status, location }).toEqual({ status: 302, location: '/' })
  expect(cookie).toMatch(/; HttpOnly(;|$)/)
  expect(cookie).toMatch(/; SameSite=Strict(;|$)/)
  const again = await ask(app, app.address)
  expect(again.status).toBe(401)
  expect(again.cookie).toBeUndefined()
  expect((await ask(app, '/open?ticket=guessed')).status).toBe(401)
  expect((await ask(app, '/', { cookie: cookie?.split(';')[0] ?? '' })).status).toBe(200)
})

test('sends a strict policy with every page', async ({ app }) => {
  const cookie = await signIn(app)
  const { headers } = await fetch(app.origin, { headers: { cookie } })
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toMatch(/script-src 'self'/)
  expect(policy).not.toMatch(/script-src[^;]* '(unsafe-inline|unsafe-eval)'/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})
