// How long a key that is deleted at one control plane still holds a stream open at another, or at the same.
import type { Server } from './server.ts'

type Place = Pick<Server, 'ready'>

/** From the moment that the deletion is asked for until the stream's last event has arrived. Milliseconds. */
export async function revocationLag(deletedAt: Place, openAt: Place): Promise<number> {
  const { url, session, organizationId } = deletedAt.ready
  const headers = { authorization: `Bearer ${session}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ organizationId, name: `lag ${performance.now()} ${Math.random()}` })
  const minted = await fetch(`${url}/v1/api-keys`, { method: 'POST', headers, body })
  if (minted.status !== 201) throw new Error(`A key could not be minted: ${await minted.text()}`)
  const { key, secret } = (await minted.json()) as { key: { id: string }; secret: string }
  const stream = await fetch(`${openAt.ready.url}/v1/hints`, { headers: { 'x-api-key': secret } })
  if (stream.body === null) throw new Error('The stream has no body.')
  const pieces = stream.body.getReader()
  await pieces.read()
  const begun = performance.now()
  const deleted = fetch(`${url}/v1/api-keys/${key.id}`, { method: 'DELETE', headers })
  let seen = ''
  while (!seen.includes('"revoked"')) {
    const { done, value } = await pieces.read()
    if (done) throw new Error('The stream ended without its reason.')
    seen += Buffer.from(value).toString()
  }
  const lag = performance.now() - begun
  await pieces.cancel()
  await (await deleted).body?.cancel()
  return lag
}

/** The lag that one of a hundred exceeds. */
export async function p99Lag(deletedAt: Place, openAt: Place, samples: number): Promise<number> {
  const lags: number[] = []
  for (let n = 0; n < samples; n++) lags.push(await revocationLag(deletedAt, openAt))
  return lags.toSorted((a, b) => a - b)[Math.ceil(samples * 0.99) - 1] ?? Number.NaN
}
