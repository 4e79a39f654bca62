// Answers that are no provider's: they come from something in front of it, and its clients could make nothing of them.
import { Failure } from '#contract/failure'
import type { UpstreamResponse } from '../upstream/index.ts'

/** Throws `provider-failed` instead of what is not the provider's own word. */
export function refuseUnusable(answer: UpstreamResponse): UpstreamResponse {
  const message = whyUnusable(answer)
  if (message === null) return answer
  answer.discard()
  throw new Failure('provider-failed', message)
}

function whyUnusable({ status, headers }: UpstreamResponse): string | null {
  // Followed by a client, it would take the credential's request elsewhere; here it means a wrong base URL.
  if (status >= 300 && status < 400) return 'The provider answered with a redirect. Check its base URL.'
  const type = headers.get('content-type')?.toLowerCase() ?? ''
  if (!type.startsWith('text/html')) return null
  return `At the provider's address a web page was answered (status ${status}). It may be down; else check its base URL.`
}
