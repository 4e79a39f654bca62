// A database that goes away under a running control plane, and comes back (K16).
import { expect, it, vi } from 'vitest'
import type { MintedApiKey } from '#contract/api-key'
import { openNetwork } from './database/proxy-testing.ts'
import { describeEachDatabase } from './database/testing.ts'
import { startControlPlaneForTest } from './testing.ts'

describeEachDatabase('a database that does not answer', (create) => {
  it('[K16] is 503 with Retry-After for a good key, never 401, ends nothing that is open, and is over by itself', async ({
    skip,
  }) => {
    await using place = await create()
    skip(place.dialect === 'sqlite', 'a file does not go away')
    await using network = await openNetwork(place.url)
    const through = { ...place, url: network.url, [Symbol.asyncDispose]: async () => undefined }
    await using plane = await startControlPlaneForTest(async () => through)
    const ada = await plane.signUp('Ada')
    const { id: organizationId } = await plane.createOrganization(ada, 'North')
    const body = { organizationId, name: 'key' }
    const minted = (await plane.call(ada.session, 'POST', '/v1/api-keys', { body })).body as MintedApiKey
    const hints = await fetch(new URL('/v1/hints', plane.url), { headers: { 'x-api-key': minted.secret } })
    const pieces = (hints.body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream()).getReader()
    await pieces.read()
    const seen: number[] = []
    network.cut()
    await vi.waitFor(async () => {
      const answer = await plane.call(minted.secret, 'GET', '/v1/me')
      seen.push(answer.status)
      expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } })
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    })
    expect(seen).not.toContain(401)
    network.mend()
    await vi.waitFor(async () => expect((await plane.call(minted.secret, 'GET', '/v1/me')).status).toBe(200), 5_000)
    expect((await plane.call(ada.session, 'DELETE', `/v1/api-keys/${minted.key.id}`)).status).toBe(204)
    let said = ''
    for (let next = await pieces.read(); !next.done; next = await pieces.read()) said += next.value
    expect(said).toMatch(/event: failure\ndata: \{"code":"revoked","message":"The API key was deleted."\}\n\n$/)
  })
})
