import { describe, expect, it } from 'vitest'
import { isPermitted, navigationOf } from './window-policy.ts'

const OWN = 'http://127.0.0.1:4780'

describe('where the window may go', () => {
  it.each([
    [`${OWN}/chat/abc`, 'inside'],
    [`${OWN}/open?ticket=t`, 'inside'],
    ['http://127.0.0.1:4781/', 'outside'],
    ['http://127.0.0.1.evil.example:4780/', 'outside'],
    ['http://127.0.0.1:4780@evil.example/', 'outside'],
    ['https://example.com/', 'outside'],
    ['mailto:ada@example.com', 'outside'],
    ['file:///etc/passwd', 'refused'],
    ['javascript:alert(1)', 'refused'],
    ['data:text/html,x', 'refused'],
    ['ms-msdt:/id', 'refused'],
    ['not an address', 'refused'],
  ])('%s → %s', (address, navigation) => {
    expect(navigationOf(address, OWN)).toBe(navigation)
  })
})

describe('what the page may ask for', () => {
  it('is to write to the clipboard, from the host’s own page', () => {
    expect(isPermitted('clipboard-sanitized-write', `${OWN}/keys`, OWN)).toBe(true)
    expect(isPermitted('clipboard-sanitized-write', 'https://example.com/', OWN)).toBe(false)
    expect(isPermitted('clipboard-sanitized-write', '', OWN)).toBe(false)
  })

  it.each(['clipboard-read', 'media', 'geolocation', 'notifications', 'openExternal', 'fileSystem'])(
    'is never %s',
    (permission) => {
      expect(isPermitted(permission, `${OWN}/keys`, OWN)).toBe(false)
    },
  )
})
