// How a provider is named, and which wire format its name stands for.
import { z } from 'zod'

/**
 * `anthropic`, `openai`, or the name that an organization gave to another server that speaks OpenAI's API. It stands in the gateway's
 * addresses: `/ai/<id>/…`.
 */
export const ProviderId = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,30}$/,
    'must be lower case letters, digits and dashes, begin with a letter, and be at most 31 long',
  )
export type ProviderId = z.infer<typeof ProviderId>

export const WIRE_FORMATS = ['anthropic', 'openai'] as const
export type WireFormat = (typeof WIRE_FORMATS)[number]

export function wireFormatOf(id: ProviderId): WireFormat {
  return id === 'anthropic' ? 'anthropic' : 'openai'
}
