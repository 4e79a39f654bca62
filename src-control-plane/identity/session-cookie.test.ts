import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { sessionCookieName, sessionTokenOf } from './session-cookie.ts'

const NAME = 'mooring.session_token'
const TOKEN = 'A'.repeat(32)
const [present, older, foreign] = ['the present secret', 'an older secret', 'another secret']
const signed = (secret: string, token = TOKEN) =>
  encodeURIComponent(`${token}.${createHmac('sha256', secret).update(token).digest('base64')}`)

it.each([
  ['signed under the present secret', `${NAME}=${signed(present)}`, TOKEN],
  ['signed under an older one', `${NAME}=${signed(older)}`, TOKEN],
  ['among others', `a=1; ${NAME}=${signed(present)}; b="2"`, TOKEN],
  ['signed by somebody else', `${NAME}=${signed(foreign)}`, null],
  ["with another token's signature", `${NAME}=${signed(present).replace('AAAA', 'BBBB')}`, null],
  ['without a signature', `${NAME}=${TOKEN}`, null],
  ['with an empty signature', `${NAME}=${TOKEN}.`, null],
  ['with half a signature', `${NAME}=${signed(present).slice(0, -12)}`, null],
  ['that cannot be decoded', `${NAME}=%E0%A4%A`, null],
  ['of another name', `x${NAME}=${signed(present)}`, null],
  ['shadowed by an invalid one before it', `${NAME}=x.y; ${NAME}=${signed(present)}`, null],
  ['that is nothing', '', null],
  ['that is only equals signs', '=;==;=', null],
])('a cookie %s', (_, header, expected) => {
  expect(sessionTokenOf(header, NAME, [present, older])).toBe(expected)
})

it('is sent by HTTPS only where people come by HTTPS', () => {
  expect(sessionCookieName('https://mooring.example.com')).toBe('__Secure-mooring.session_token')
  expect(sessionCookieName('http://127.0.0.1:4781')).toBe('mooring.session_token')
})
