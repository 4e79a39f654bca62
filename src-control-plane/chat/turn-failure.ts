// What a person is told when the model's call failed: whose fault it was, and where to mend it. Pure.
import { z } from 'zod'
import type { FailureBody } from '#contract/failure'
import { type WireFormat, wireFormatOf } from '#contract/gateway'
import { type Choice, providersHref } from './choose-model.ts'

/** The SDK's failed call, by its parts: its class is only there once the SDK is loaded. */
const ApiCallError = z.object({ statusCode: z.number(), message: z.string() })
/** An error that came as an event of the stream. */
const StreamError = z.union([z.object({ message: z.string() }), z.string().transform((message) => ({ message }))])

const NAMES: Record<WireFormat, string> = { anthropic: 'Anthropic', openai: 'The OpenAI-compatible provider' }
/** A provider's own words are shown this far. Characters. */
const MAX_QUOTED = 300

export function turnFailureOf(error: unknown, { provider, model, own }: Choice, organizationId: string): FailureBody {
  const name = NAMES[wireFormatOf(provider)]
  const fix = { label: 'Open model providers', href: providersHref(organizationId) }
  const failed = (message: string): FailureBody => ({ code: 'provider-failed', message, fix })
  const call = ApiCallError.safeParse(error)
  if (!call.success) return failed(`${name} broke off its answer${quoted(StreamError.safeParse(error).data?.message)}`)
  const said = quoted(call.data.message)
  switch (call.data.statusCode) {
    case 401:
    case 403:
      // Not quoted: providers repeat parts of the key here.
      return failed(`${name} does not accept ${own === null ? "the organization's" : 'your own'} key.`)
    case 404:
      return failed(`${name} does not know the model "${model}"${said}`)
    case 429:
      return { code: 'too-many-requests', message: `${name} is limiting requests. Try again in a moment${said}` }
    case 503:
    case 529:
      return { code: 'unavailable', message: `${name} is not available at the moment${said}`, fix }
    default:
      return failed(`${name} could not answer (${call.data.statusCode})${said}`)
  }
}

function quoted(message: string | undefined): string {
  if (message === undefined || message.trim() === '') return '.'
  return `: ${message.length > MAX_QUOTED ? `${message.slice(0, MAX_QUOTED)}…` : message}`
}
