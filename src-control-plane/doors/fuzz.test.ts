import { request as httpRequest } from 'node:http'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ORGANIZATION_HEADER, USER_HEADER } from '#contract/identity'
import { describeEachDatabase } from '../database/testing.ts'
import { DOORS, type Door, OTHER_DOORS } from './door-table.ts'
import { createWorld, FOREIGN_MARK, fill, type World } from './testing.ts'

/** Requests to each door in one run; the seed of a failing one is printed. */
const RUNS = Number(process.env.MOORING_FUZZ_RUNS ?? 25)

const text = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '..', '%00', 'null', '-1', "' or 1=1 --", '\u0000', '\u202e', '💥'.repeat(20), 'a'.repeat(5_000)),
)
/** What may stand in a header at all (RFC 9110 §5.5). */
const headerText = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((code) => code !== 0x7f)
    .map((code) => String.fromCharCode(code)),
  maxLength: 60,
})
const headerName = fc.constantFrom(
  'authorization',
  'x-api-key',
  'x-mooring-token',
  'cookie',
  'origin',
  'content-type',
  'accept',
  'last-event-id',
  'x-forwarded-for',
  'idempotency-key',
  ORGANIZATION_HEADER,
  USER_HEADER,
)

/** A body like the right one with something wrong in it, or anything at all. */
function bodyFor({ body }: Door) {
  const right = body?.() ?? {}
  const spoiled = fc
    .tuple(fc.constantFrom(...Object.keys(right), 'organizationId', 'role', 'token'), fc.anything({ maxDepth: 2 }))
    .map(([field, value]) => ({ ...right, [field]: value }))
  const json = fc.oneof(spoiled, fc.anything({ maxDepth: 3 }), fc.constant(right)).map((value) => safeJson(value))
  return fc.oneof({ weight: 4, arbitrary: json }, { weight: 1, arbitrary: text })
}

function safeJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner)) ?? ''
}

describeEachDatabase('whatever is thrown at the doors', (create) => {
  let world: World

  beforeAll(async () => {
    world = await createWorld(create)
  })
  afterAll(() => world[Symbol.asyncDispose]())

  const doors = [...Object.entries(DOORS), ...Object.keys(OTHER_DOORS).map((name) => [name, GUARDED] as const)]
  const fetched = doors.filter(([name]) => !name.startsWith('UPGRADE') && !name.startsWith('ALL'))

  describe.each(fetched)('%s', (name, door) => {
    it('[K19] answers without an error of its own, a secret, or a row of another organization', async () => {
      const [method = '', path = ''] = name.split(' ')
      const request = fc.record({
        caller: fc.nat(),
        parameters: fc.record({
          organizationId: fc.oneof(text, fc.constant(null)),
          id: text,
          sessionId: text,
          provider: text,
          userId: text,
        }),
        query: fc.dictionary(
          fc.constantFrom('organizationId', 'after', 'before', 'limit', 'action', 'reason', 'from'),
          text,
        ),
        headers: fc.dictionary(headerName, headerText, { maxKeys: 3 }),
        body: bodyFor(door),
      })
      await fc.assert(
        fc.asyncProperty(request, async ({ caller, parameters, query, headers, body }) => {
          const who = world.callers[caller % world.callers.length]
          const organizationId = parameters.organizationId ?? world.organizations.own
          const address = new URL(fill(path, { ...parameters, organizationId }), world.plane.url)
          for (const [key, value] of Object.entries(query)) address.searchParams.set(key, value)
          const given = { 'content-type': 'application/json', ...who?.headers, ...headers }
          const { status, said } = await throwAt(address, method, given, body)
          // 502: a provider that this very test has pointed at nothing.
          expect(status < 500 || (status === 502 && path.startsWith('/ai/')), said).toBe(true)
          expect(said).not.toContain(FOREIGN_MARK)
          for (const secret of world.secrets) expect(said.includes(secret)).toBe(false)
        }),
        { numRuns: RUNS },
      )
    })
  })
})

const GUARDED: Door = { access: { who: 'anybody' }, passed: 200 }

/** By hand, because fetch refuses to send much of this. All that was said, or the beginning of a stream that would go on. */
function throwAt(address: URL, method: string, headers: Record<string, string>, body: string) {
  return new Promise<{ status: number; said: string }>((resolve, reject) => {
    const signal = AbortSignal.timeout(5_000)
    const bodyless = method === 'GET'
    const length = bodyless ? {} : { 'content-length': Buffer.byteLength(body) }
    const request = httpRequest(address, { method, headers: { ...headers, ...length }, signal }, (response) => {
      const status = response.statusCode ?? 0
      let said = response.rawHeaders.join('\n')
      response.on('data', (piece: Buffer) => {
        said += piece.toString()
        if (response.headers['content-type'] === 'text/event-stream') response.destroy()
      })
      response.on('close', () => resolve({ status, said }))
    })
    request.on('error', reject)
    request.end(bodyless ? undefined : body)
  })
}
