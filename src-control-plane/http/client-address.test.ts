import { expect, it } from 'vitest'
import { clientAddress } from './client-address.ts'

it.each([
  ['nobody is trusted: the socket', '10.0.0.1', '203.0.113.7', 0, '10.0.0.1'],
  ['one proxy: what it wrote', '10.0.0.1', '203.0.113.7', 1, '203.0.113.7'],
  ['one proxy, and a client that claims to be another', '10.0.0.1', '198.51.100.1, 203.0.113.7', 1, '203.0.113.7'],
  ['two proxies: whom the outer one heard', '10.0.0.1', '203.0.113.7, 10.0.0.2', 2, '203.0.113.7'],
  ['two proxies, and inventions before them', '10.0.0.1', '1.1.1.1, 2.2.2.2, 203.0.113.7, 10.0.0.2', 2, '203.0.113.7'],
  ['a request that came in behind the outer proxy', '10.0.0.1', '10.0.0.9', 2, '10.0.0.9'],
  ['a proxy that writes nothing', '10.0.0.1', undefined, 1, '10.0.0.1'],
  ['what is no address', '10.0.0.1', 'unknown', 1, '10.0.0.1'],
  ['an empty place', '10.0.0.1', '203.0.113.7, ', 1, '10.0.0.1'],
  ['with a port', '10.0.0.1', '203.0.113.7:51234', 1, '203.0.113.7'],
  ['IPv6', '10.0.0.1', '2001:db8::7', 1, '2001:db8::7'],
  ['IPv6 with a port', '10.0.0.1', '[2001:db8::7]:51234', 1, '2001:db8::7'],
  ['a socket that is gone already', undefined, undefined, 0, 'unknown'],
])('the client is, with %s', (_, socket, forwardedFor, proxies, expected) => {
  expect(clientAddress(socket, forwardedFor, proxies)).toBe(expected)
})
