import { expect, it } from 'vitest'
import { readInvitation } from './invitation-link.ts'

const remote = { url: 'https://moor.example', embedded: false }
const embedded = { url: 'http://127.0.0.1:4790', embedded: true }
const token = 'moor_inv_0123456789abcdefghijABCDEFGHIJ12'

it.each([
  ['', remote, { outcome: 'empty' }],
  ['  \n', remote, { outcome: 'empty' }],
  [token, remote, { outcome: 'here', token }],
  [` https://moor.example/invitation#${token}\n`, remote, { outcome: 'here', token }],
  [
    `https://other.example/invitation#${token}`,
    remote,
    { outcome: 'elsewhere', token, controlPlaneUrl: 'https://other.example' },
  ],
  [`http://127.0.0.1:1234/invitation#${token}`, embedded, { outcome: 'here', token }],
  [
    `http://127.0.0.1:1234/invitation#${token}`,
    { ...remote, url: 'http://127.0.0.1:99' },
    { outcome: 'elsewhere', token, controlPlaneUrl: 'http://127.0.0.1:1234' },
  ],
  ['https://moor.example/invitation', remote, { outcome: 'unreadable' }],
  [`https://moor.example/keys#${token}`, remote, { outcome: 'unreadable' }],
  [`javascript:alert(1)#${token}`, remote, { outcome: 'unreadable' }],
  ['come and join us', remote, { outcome: 'unreadable' }],
] as const)('reads “%s”', (text, inUse, expected) => {
  expect(readInvitation(text, inUse)).toEqual(expected)
})
