import { describe, expect, it } from 'vitest'
import { admit } from './admission.ts'
import { createTickets } from './tickets.ts'

const port = 4780
const own = { host: '127.0.0.1:4780' }

describe('admission', () => {
  const cases: [
    string,
    Parameters<typeof admit>[0]['headers'],
    { upgrade?: boolean; hasSession?: boolean },
    number | 'admitted',
  ][] = [
    ['a window with its session', own, {}, 'admitted'],
    ['a window under the name localhost', { host: 'localhost:4780' }, {}, 'admitted'],
    ['nobody’s browser', own, { hasSession: false }, 401],
    ['a name that was rebound to loopback', { host: 'evil.example:4780' }, {}, 403],
    ['the right name with another port', { host: '127.0.0.1:80' }, {}, 403],
    ['no name at all', {}, {}, 403],
    ['a page of another origin', { ...own, origin: 'https://evil.example' }, {}, 403],
    ['a page of another port on this machine', { ...own, origin: 'http://127.0.0.1:9999' }, {}, 403],
    ['a page that hides its origin', { ...own, origin: 'null' }, {}, 403],
    ['an image on another page', { ...own, 'sec-fetch-site': 'cross-site' }, {}, 403],
    ['a page of another port, as the browser calls it', { ...own, 'sec-fetch-site': 'same-site' }, {}, 403],
    ['a WebSocket of its own page', { ...own, origin: 'http://127.0.0.1:4780' }, { upgrade: true }, 'admitted'],
    ['a WebSocket that names no origin', own, { upgrade: true }, 403],
    ['a WebSocket of another origin', { ...own, origin: 'https://evil.example' }, { upgrade: true }, 403],
  ]
  it.each(cases)('[L1] %s', (_who, headers, { upgrade = false, hasSession = true }, expected) => {
    const admission = admit({ headers, port, upgrade, hasSession })
    expect(admission.admitted ? 'admitted' : admission.status).toBe(expected)
  })
})

describe('tickets', () => {
  it('[L2] open once, within 60 s', () => {
    let now = 1_000_000
    const tickets = createTickets(() => now)
    const used = tickets.issue()
    expect(tickets.redeem(used)).toBe(true)
    expect(tickets.redeem(used)).toBe(false)
    const late = tickets.issue()
    const intime = tickets.issue()
    now += 59_999
    expect(tickets.redeem(intime)).toBe(true)
    now += 1
    expect(tickets.redeem(late)).toBe(false)
    expect(tickets.redeem('')).toBe(false)
  })

  it('forgets the oldest when a script asks for many', () => {
    const tickets = createTickets(() => 0)
    const first = tickets.issue()
    for (let i = 0; i < 100; i++) tickets.issue()
    expect(tickets.redeem(first)).toBe(false)
  })
})
