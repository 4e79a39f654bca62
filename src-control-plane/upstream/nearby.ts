// Whether a provider at an address can be used without a key: only a server on this machine or its own network can. Pure.
import { BlockList, isIP } from 'node:net'

/** Loopback, private and link-local networks (RFC 1122, 1918, 3927, 4193, 4291). */
export const NEARBY = new BlockList()
NEARBY.addSubnet('127.0.0.0', 8)
NEARBY.addSubnet('10.0.0.0', 8)
NEARBY.addSubnet('172.16.0.0', 12)
NEARBY.addSubnet('192.168.0.0', 16)
NEARBY.addSubnet('169.254.0.0', 16)
NEARBY.addAddress('::1', 'ipv6')
NEARBY.addSubnet('fc00::', 7, 'ipv6')
NEARBY.addSubnet('fe80::', 10, 'ipv6')

/** Names that never lead to the public internet (RFC 6761, 6762, 8375), and names without a dot. */
export const NEARBY_NAME = /^[^.]+$|\.(?:localhost|local|internal|home\.arpa)$/

export function needsSecret(baseUrl: string): boolean {
  const host = new URL(baseUrl).hostname.replace(/^\[|\]$/g, '')
  switch (isIP(host)) {
    case 4:
      return !NEARBY.check(host)
    case 6:
      return !NEARBY.check(host, 'ipv6')
    default:
      return !NEARBY_NAME.test(host)
  }
}
