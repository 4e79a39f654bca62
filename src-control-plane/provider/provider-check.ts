// Tries a key, or a server that needs none, before it is kept: its list of models is asked for, which costs nothing anywhere.
import { z } from 'zod'
import { isFailure } from '#contract/failure'
import { type ProviderCheck, type ProviderId, type WireFormat, wireFormatOf } from '#contract/gateway'
import {
  credentialHeader,
  type Upstream,
  type UpstreamCredential,
  type UpstreamResponse,
  upstreamUrl,
} from '../upstream/index.ts'

export type CheckResult = ProviderCheck | { outcome: 'refused' }

/** A person waits for it with the form open. Milliseconds. */
const PATIENCE_MS = 10_000
/** Aggregators list many hundred models with long descriptions. Bytes. */
const MAX_LIST_BYTES = 4 * 1024 * 1024
const MAX_MODELS = 1_000
const MAX_NAME_LENGTH = 120

/** `path` after the base URL, and what the wire asks for beside the credential. */
const LISTS: Record<WireFormat, { path: string; query: string; headers: Record<string, string> }> = {
  anthropic: { path: '/v1/models', query: `?limit=${MAX_MODELS}`, headers: { 'anthropic-version': '2023-06-01' } },
  openai: { path: '/models', query: '', headers: {} },
}

const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) })

/** Never rejects: whatever happens says whether the credential may be kept. */
export async function checkProvider(
  { upstream }: { upstream: Pick<Upstream, 'send'> },
  { id, baseUrl, credential }: { id: ProviderId; baseUrl: string; credential: UpstreamCredential },
): Promise<CheckResult> {
  const wire = wireFormatOf(id)
  const { path, query, headers } = LISTS[wire]
  const signal = AbortSignal.timeout(PATIENCE_MS)
  try {
    const answer = await upstream.send({
      url: upstreamUrl(baseUrl, path, query),
      method: 'GET',
      headers: { accept: 'application/json', ...headers, ...credentialHeader(wire, credential) },
      body: null,
      signal,
    })
    return verdictOn(answer.status, await textOf(answer))
  } catch (error) {
    return unverified(signal.aborted || !isFailure(error) ? NO_ANSWER : error.message)
  }
}

const NO_ANSWER = `The provider did not answer within ${PATIENCE_MS / 1_000} seconds.`

/** `text` is null when it was too much to read. */
function verdictOn(status: number, text: string | null): CheckResult {
  if (status === 401 || status === 403) return { outcome: 'refused' }
  if (status >= 300 && status < 400) return unverified('The provider answered with a redirect. Check its address.')
  if (status === 404) return unverified('The provider has no list of models at this address. Check the address.')
  if (status !== 200) return unverified(`The provider answered with status ${status}.`)
  if (text === null) return { outcome: 'accepted', models: [] }
  const list = ModelList.safeParse(parse(text))
  if (!list.success)
    return unverified('The provider answered with something else than a list of models. Check its address.')
  return { outcome: 'accepted', models: list.data.data.slice(0, MAX_MODELS).flatMap(({ id }) => nameOf(id)) }
}

const unverified = (message: string): ProviderCheck => ({ outcome: 'unverified', message })

const nameOf = (id: string) => (id === '' || id.length > MAX_NAME_LENGTH || /\p{Cc}/u.test(id) ? [] : [id])

async function textOf({ body }: UpstreamResponse): Promise<string | null> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of body) {
    size += piece.length
    if (size > MAX_LIST_BYTES) return null
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
