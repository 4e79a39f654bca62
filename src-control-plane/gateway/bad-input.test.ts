// What clients send and providers answer when something is wrong with it: each side is told in its own shape, each request is one row that
// says what happened, and nothing stays behind.
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { describeEachDatabase } from '../database/testing.ts'
import { providerRoutes } from '../provider/index.ts'
import { gatewayRoutes } from './index.ts'
import { openGatewayForTest, type Person, PROVIDER_SECRET, type TestGateway, type TestServer } from './testing.ts'

const MESSAGE = { model: 'claude-x', max_tokens: 64, messages: [{ role: 'user', content: 'Hello?' }] }
const STREAMED = { ...MESSAGE, stream: true }
const MiB = 1024 * 1024

const START = `event: message_start\ndata: {"type":"message_start","message":{"model":"claude-x","usage":{"input_tokens":30,"cache_read_input_tokens":12,"output_tokens":1}}}\n\n`
const END = `event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":5}}\n\nevent: message_stop\ndata: {"type":"message_stop"}\n\n`
const COUNTED = { inputTokens: 30, cacheReadTokens: 12, outputTokens: 5 }

const head = (type: string, status = '200 OK', more = '') =>
  `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\nconnection: close\r\n${more}\r\n`
const SSE = head('text/event-stream')

describeEachDatabase('what is wrong', (create) => {
  let gateway: TestGateway
  let server: TestServer
  let north: string
  let ada: Person

  beforeAll(async () => {
    gateway = await openGatewayForTest(create, { bounds: { firstByteMs: 2_000 } })
    north = await gateway.addOrganization('North')
    ada = await gateway.addPerson('Ada', { [north]: 'admin' })
    server = await gateway.serve(gatewayRoutes(gateway.deps), providerRoutes(gateway.deps))
    const body = { baseUrl: gateway.upstream.anthropicBaseUrl, model: 'scripted-1', secret: PROVIDER_SECRET }
    const saved = await server.call(ada.session, 'PUT', `/v1/organizations/${north}/providers/anthropic`, { body })
    expect(saved.status).toBe(200)
  })
  afterAll(() => gateway[Symbol.asyncDispose]())

  /** The row of the next request, when it is there. */
  async function rowOf(act: () => Promise<unknown>) {
    const rows = () => gateway.deps.read.selectFrom('ledgerEntry').selectAll().orderBy('at').orderBy('id').execute()
    const before = new Set((await rows()).map(({ id }) => id))
    await act()
    return await vi.waitFor(async () => {
      const added = (await rows()).filter(({ id }) => !before.has(id))
      expect(added).toHaveLength(1)
      return added[0]
    })
  }
  const post = (body: unknown) => server.call(ada.key, 'POST', '/ai/anthropic/v1/messages', { body })
  const answerRaw = (...pieces: string[]) => gateway.upstream.follow({ fault: { kind: 'raw', pieces } })

  describe('of a request', () => {
    it.each([
      ['not JSON', '{"model":', null],
      ['nothing', '', null],
      ['another thing than an object', '[1, 2]', null],
      ['nested deeper than anybody reads', '['.repeat(500_000), null],
      ['a model that is no name', '{"model":{"a":1}}', null],
      [
        'a model that no column takes',
        JSON.stringify({ model: `\u0000cl\u0007aude\ud800${'x'.repeat(10_000)}` }),
        /^claude.x{100}/,
      ],
    ])('passes %s on as it is: the provider says what is wrong with it', async (_title, body, model) => {
      gateway.upstream.follow({ fault: { kind: 'status', status: 400, message: 'No.' } })
      const row = await rowOf(async () =>
        expect(await post(body)).toMatchObject({ status: 400, json: { error: { message: 'No.' } } }),
      )
      expect(gateway.upstream.requests.at(-1)?.body).toBe(Buffer.from(body).toString())
      expect(row).toMatchObject({ status: 400, outcome: 'failed', error: 'status-400' })
      if (model === null) expect(row?.model).toBeNull()
      else expect(row?.model).toMatch(model)
    })

    it.each(['announced', 'in chunks'])(
      '[G14] refuses 40 MiB, %s, in the provider’s shape, and asks nobody',
      async (how) => {
        const seen = gateway.upstream.requests.length
        const row = await rowOf(async () => {
          const answer = await sendByHand(ada, server.url, 40 * MiB, how === 'announced')
          expect(answer).toMatch(/^HTTP\/1\.1 413 /)
          expect(answer).toContain('"type":"request_too_large"')
        })
        expect(row).toMatchObject({ status: 413, outcome: 'refused', model: null })
        expect(gateway.upstream.requests.length).toBe(seen)
      },
    )
  })

  describe('of a stream', () => {
    it('passes comments, keep-alives, ids and fields of no known name, and counts what is between them', async () => {
      const odd = [
        ': keep-alive\n\n',
        ':\n',
        '\n',
        'id: 7\nretry: 10\nfoo: bar\ndata\n\n',
        'event: ping\r\ndata: {}\r\n\r\n',
      ]
      answerRaw(SSE, odd[0] ?? '', START, ...odd, END)
      const row = await rowOf(async () => expect((await post(STREAMED)).text).toBe(odd[0] + START + odd.join('') + END))
      expect(row).toMatchObject({ outcome: 'ok', ...COUNTED })
    })

    it('passes an event of 10 MiB as it is, and counts what comes after it', async () => {
      const large = `event: content_block_delta\ndata: {"delta":{"text":"${'x'.repeat(10 * MiB)}"}}\n\n`
      answerRaw(SSE, START, large, END)
      const row = await rowOf(async () => expect((await post(STREAMED)).text === START + large + END).toBe(true))
      expect(row).toMatchObject({ outcome: 'ok', ...COUNTED })
    })

    it.each(['text/plain', 'application/octet-stream', 'TEXT/EVENT-STREAM; charset=utf-8'])(
      'passes events called %s as they are',
      async (type) => {
        answerRaw(head(type), START, END)
        const row = await rowOf(async () => {
          const { text, headers } = await post(STREAMED)
          expect([text, headers.get('content-type')]).toEqual([START + END, type])
        })
        expect(row).toMatchObject({ outcome: 'ok', status: 200 })
        if (type.startsWith('TEXT')) expect(row).toMatchObject(COUNTED)
      },
    )

    it('[G7] cuts a stream that ends in the middle of an event, and counts what came before', async () => {
      answerRaw(SSE, START, 'event: content_block_delta\ndata: {"delta":{"te')
      const row = await rowOf(() => expect(post(STREAMED)).rejects.toThrow('terminated'))
      expect(row).toMatchObject({ outcome: 'failed', error: 'provider-failed', status: 200, inputTokens: 30 })
    })

    it('[G7] ends with an error event where a chunk is no chunk, and counts what came before', async () => {
      const chunk = `${Buffer.byteLength(START).toString(16)}\r\n${START}\r\n`
      answerRaw(head('text/event-stream', '200 OK', 'transfer-encoding: chunked\r\n'), chunk, 'zz\r\nnonsense\r\n')
      const row = await rowOf(async () =>
        expect((await post(STREAMED)).text).toMatch(/event: error\ndata: \{"type":"error",/),
      )
      expect(row).toMatchObject({ outcome: 'failed', error: 'provider-failed', inputTokens: 30 })
    })
  })

  describe('of an answer', () => {
    it.each([
      ['no HTTP at all', ['SSH-2.0-OpenSSH_9.2\r\n']],
      ['a head without an end', ['HTTP/1.1 200 OK\r\ncontent-type: appl']],
      ['a head that is too large', [head('application/json', '200 OK', `x-large: ${'x'.repeat(100_000)}\r\n`)]],
    ])('[G14] makes a 502 of %s', async (_title, pieces) => {
      answerRaw(...pieces)
      const row = await rowOf(async () =>
        expect(await post(MESSAGE)).toMatchObject({ status: 502, json: { error: { type: 'api_error' } } }),
      )
      expect(row).toMatchObject({ outcome: 'failed', error: 'provider-failed', status: 502 })
    })

    it('[G7] makes a 502 of an answer that is shorter than it said, and cuts a large one', async () => {
      answerRaw(head('application/json', '200 OK', 'content-length: 100\r\n'), '{"id":')
      const small = await rowOf(async () => expect((await post(MESSAGE)).status).toBe(502))
      expect(small).toMatchObject({ outcome: 'failed', error: 'provider-failed', status: 502 })
      answerRaw(head('application/json', '200 OK', `content-length: ${10 * MiB}\r\n`), '{"id":')
      const large = await rowOf(() => expect(post(MESSAGE)).rejects.toThrow('terminated'))
      expect(large).toMatchObject({ outcome: 'failed', error: 'provider-failed', status: 200 })
    })

    it.each([500, 404, 200])(
      '[G14] makes a 502 of a web page that came with %i, in the provider’s shape',
      async (status) => {
        gateway.upstream.follow({ fault: { kind: 'html', status } })
        const row = await rowOf(async () => {
          const answer = await post(MESSAGE)
          expect(answer).toMatchObject({ status: 502, json: { type: 'error', error: { type: 'api_error' } } })
          expect(answer.text).not.toContain('<h1>')
        })
        expect(row).toMatchObject({ outcome: 'failed', status: 502, error: 'provider-failed' })
      },
    )

    it('hands 529 on in the provider’s own words, with its advice', async () => {
      gateway.upstream.follow({ fault: { kind: 'status', status: 529, retryAfterSeconds: 3 } })
      const row = await rowOf(async () => {
        const answer = await post(MESSAGE)
        expect(answer).toMatchObject({ status: 529, json: { error: { type: 'overloaded_error' } } })
        expect(answer.headers.get('retry-after')).toBe('3')
      })
      expect(row).toMatchObject({ outcome: 'failed', status: 529, error: 'status-529' })
    })
  })

  it('met nothing that it did not expect', () => expect(gateway.reported).toEqual([]))
})

/** As no SDK would: on after the answer, until the connection is closed. All that was answered. */
async function sendByHand({ key }: Person, url: string, bytes: number, announced: boolean): Promise<string> {
  const { hostname, port, host } = new URL(url)
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.on('data', (piece) => {
    answer += piece.toString()
  })
  // What is still sent when the other side has closed.
  socket.on('error', () => undefined)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  const length = announced ? `content-length: ${bytes}` : 'transfer-encoding: chunked'
  socket.write(`POST /ai/anthropic/v1/messages HTTP/1.1\r\nhost: ${host}\r\nx-api-key: ${key}\r\n${length}\r\n\r\n`)
  const piece = 'x'.repeat(MiB)
  for (let sent = 0; sent < bytes && socket.writable; sent += MiB) {
    const more = socket.write(announced ? piece : `${MiB.toString(16)}\r\n${piece}\r\n`)
    if (!more) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed])
  }
  await closed
  return answer
}
