// Whether an address is on the public internet. Where strangers may make organizations, each of them says where requests go: without this
// they would reach whatever the control plane's own machine and network can reach.
import { lookup as systemLookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { NEARBY, NEARBY_NAME } from './nearby.ts'

/** What is neither nearby nor anybody's host (IANA's special-purpose registries, RFC 6890). */
const NOBODYS = { ipv4: new BlockList(), ipv6: new BlockList() }
NOBODYS.ipv4.addSubnet('0.0.0.0', 8)
NOBODYS.ipv4.addSubnet('100.64.0.0', 10)
NOBODYS.ipv4.addSubnet('192.0.0.0', 24)
NOBODYS.ipv4.addSubnet('198.18.0.0', 15)
NOBODYS.ipv4.addSubnet('224.0.0.0', 3)
NOBODYS.ipv6.addAddress('::', 'ipv6')
// Forms in which an IPv4 address can hide: mapped, translated (RFC 6052, 8215), 6to4, Teredo. In a list of IPv4, the first would be all of it.
NOBODYS.ipv6.addSubnet('::ffff:0:0', 96, 'ipv6')
NOBODYS.ipv6.addSubnet('64:ff9b::', 96, 'ipv6')
NOBODYS.ipv6.addSubnet('64:ff9b:1::', 48, 'ipv6')
NOBODYS.ipv6.addSubnet('2002::', 16, 'ipv6')
NOBODYS.ipv6.addSubnet('2001::', 32, 'ipv6')
NOBODYS.ipv6.addSubnet('ff00::', 8, 'ipv6')

/** Names are looked up when a connection is made: this says only what is certain from the text. */
export function mayBePublic({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  return isIP(host) === 0 ? !NEARBY_NAME.test(host) : isPublic(host)
}

export const NOT_PUBLIC = 'ERR_ADDRESS_NOT_PUBLIC'

/** Looks a name up and refuses it if any of its addresses is not public. At the connection, so that a name cannot change in between. */
export function publicLookup(resolve: typeof systemLookup = systemLookup): LookupFunction {
  return (hostname, options, answer) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return answer(error, [])
      if (!found.every(({ address }) => isPublic(address))) {
        return answer(Object.assign(new Error('The address is not public.'), { code: NOT_PUBLIC }), [])
      }
      const [first] = found
      if (options.all === true) return answer(null, found)
      answer(null, first?.address ?? '', first?.family)
    })
  }
}

function isPublic(address: string): boolean {
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6'
  return !NEARBY.check(address, family) && !NOBODYS[family].check(address, family)
}
