// A client of the control plane for tests: sends what a test says, right or wrong, and shows all of the answer.
import { credentialHeaders } from '#contract/identity'

export type Answer = { status: number; body: unknown; text: string; headers: Headers }
export type CallOptions = { body?: unknown; headers?: Record<string, string> }

/** A call with a credential (none: null), a JSON body and headers of its own. */
export type Call = (credential: string | null, method: string, path: string, options?: CallOptions) => Promise<Answer>

export function createCaller(url: string): Call {
  return async (credential, method, path, { body, headers = {} } = {}) => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(credential === null ? {} : credentialHeaders(credential)),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    const json = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null
    return { status: response.status, body: json, text, headers: response.headers }
  }
}
