// A client's address, made coarse before it is kept: enough to see that a key is used from elsewhere, too little to follow a person.
import { isIPv4, isIPv6 } from 'node:net'

/** `203.0.113.7` → `203.0.113.0/24`, `2001:db8:1:2::3` → `2001:db8:1::/48`; loopback as it is; null for what is no address. */
export function networkOf(address: string | null): string | null {
  const text = address?.replace(/^::ffff:(?=\d+\.)/i, '') ?? ''
  if (isIPv4(text)) return text.startsWith('127.') ? text : text.replace(/\d+$/, '0/24')
  if (!isIPv6(text)) return null
  return text === '::1' ? text : `${firstGroups(text, 3)}::/48`
}

function firstGroups(address: string, count: number): string {
  const [head = ''] = address.split('%')
  const [before = '', after] = head.split('::')
  const left = before === '' ? [] : before.split(':')
  const right = after === undefined || after === '' ? [] : after.split(':')
  const zeros = after === undefined ? [] : Array(Math.max(0, 8 - left.length - right.length)).fill('0')
  return [...left, ...zeros, ...right].slice(0, count).join(':')
}
