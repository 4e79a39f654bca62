import { describe, expect, it } from 'vitest'
import { expectPrivateWay, parseAddress } from './address.ts'

describe('the address of a control plane', () => {
  it.each([
    ['https://mooring.example.com', 'https://mooring.example.com'],
    [' mooring.example.com/ ', 'https://mooring.example.com'],
    ['MOORING.example.com:8443/v1/me?x#y', 'https://mooring.example.com:8443'],
    ['http://mooring.example.com:80', 'http://mooring.example.com'],
    ['localhost:4781', 'http://localhost:4781'],
    ['127.0.0.1:4781', 'http://127.0.0.1:4781'],
    ['[::1]:4781', 'http://[::1]:4781'],
    ['https://127.0.0.1', 'https://127.0.0.1'],
  ])('reads %j as %s', (text, origin) => {
    expect(parseAddress(text)).toBe(origin)
  })

  it.each([
    '',
    'ftp://example.com',
    'file:///etc',
    'javascript:alert(1)',
    'https://',
    'two words',
    'https://ada:x@b.c',
  ])('refuses %j', (text) => {
    expect(() => parseAddress(text)).toThrow(expect.objectContaining({ code: 'bad-request', field: 'url' }))
  })
})

describe('the way to a control plane', () => {
  it.each([
    ['https://mooring.example.com', false],
    ['http://127.0.0.1:4781', false],
    ['http://localhost', false],
    ['http://[::1]:1', false],
    ['http://mooring.example.com', true],
  ])('[L7] takes a password to %s (plain http allowed: %s)', (origin, allowed) => {
    expect(() => expectPrivateWay(origin, allowed)).not.toThrow()
  })

  it.each([
    'http://mooring.example.com',
    'http://10.0.0.7:4781',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
  ])('[L7] refuses a password to %s', (origin) => {
    expect(() => expectPrivateWay(origin, false)).toThrow('not encrypted')
  })
})
