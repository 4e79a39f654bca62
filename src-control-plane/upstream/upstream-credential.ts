// What opens a provider's door, and in which header each wire format wants it.
import type { WireFormat } from '#contract/gateway'

export type UpstreamCredential =
  | { readonly as: 'key'; readonly secret: string }
  /** A token that the provider gave out, which only travels as one. */
  | { readonly as: 'bearer'; readonly secret: string }
  /** A server nearby that asks for none. */
  | { readonly as: 'none' }

export function credentialHeader(wire: WireFormat, credential: UpstreamCredential): Record<string, string> {
  switch (credential.as) {
    case 'key':
      return wire === 'anthropic'
        ? { 'x-api-key': credential.secret }
        : { authorization: `Bearer ${credential.secret}` }
    case 'bearer':
      return { authorization: `Bearer ${credential.secret}` }
    case 'none':
      return {}
    default:
      return credential satisfies never
  }
}
