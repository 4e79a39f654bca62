import { describe, expect, it } from 'vitest'
import { closeCodeOf } from '#contract/failure'
import { type Attachment, type AttachmentEvent, CONNECTING, next } from './attachment.ts'
import { closeVerdict } from './close-verdict.ts'
import { follow, NOTHING_SEEN, type Stream } from './stream.ts'

const random = () => 0
const lost = (at = 1_000): AttachmentEvent => ({ type: 'connection-lost', reason: 'Gone.', at, random })
const attached = { state: 'attached' } as const
const ending = { kind: 'exited', code: 3, signal: null } as const
const exited: Attachment = { state: 'ended', ending }
const shellLost: Attachment = { state: 'ended', ending: { kind: 'lost', message: 'Its server died.' } }
const waiting = { state: 'waiting', attempt: 1, reason: 'Gone.', retryAt: 1_250 } as const
const refusal = { code: 'forbidden' as const, message: 'No.' }

describe('an attachment', () => {
  it.each<{ from: Attachment; event: AttachmentEvent; to: Attachment; rule: string }>([
    { rule: '[R8] a loss', from: attached, event: lost(), to: waiting },
    {
      rule: 'a failed attempt',
      from: { state: 'connecting', attempt: 3, reason: null },
      event: lost(),
      to: { ...waiting, attempt: 4 },
    },
    {
      rule: '[U9] a due retry keeps its reason',
      from: waiting,
      event: { type: 'retry-due' },
      to: { state: 'connecting', attempt: 1, reason: 'Gone.' },
    },
    { rule: 'a stale retry', from: attached, event: { type: 'retry-due' }, to: attached },
    {
      rule: 'attached',
      from: waiting,
      event: { type: 'attached' },
      to: attached,
    },
    {
      rule: '[T8] exit',
      from: attached,
      event: { type: 'shell-ended', ending },
      to: exited,
    },
    { rule: '[T8] a loss after the exit', from: exited, event: lost(), to: exited },
    { rule: '[T3] a loss after the terminal server died', from: shellLost, event: lost(), to: waiting },
    { rule: '[T8] a restart', from: exited, event: { type: 'connect-asked' }, to: CONNECTING },
    {
      rule: 'refused',
      from: attached,
      event: { type: 'connection-refused', failure: refusal },
      to: { state: 'refused', failure: refusal },
    },
  ])('$rule: $from.state becomes $to.state', ({ from, event, to }) => {
    expect(next(from, event)).toEqual(to)
  })
})

describe('the end of a connection', () => {
  const place = 'build-box'
  it('[U9] without words names the place and is tried again', () => {
    expect(closeVerdict({ code: 1006, reason: '', failure: null, place })).toEqual({
      verdict: 'retry',
      reason: 'The connection to build-box was lost.',
    })
  })

  it.each(['host-offline', 'timeout', 'unavailable', 'internal'] as const)('[R8] %s is tried again', (code) => {
    const verdict = closeVerdict({ code: closeCodeOf(code), reason: 'Asleep', failure: null, place })
    expect(verdict).toEqual({ verdict: 'retry', reason: 'Asleep.' })
  })

  it.each(['forbidden', 'terminal-not-found', 'revoked', 'replaced', 'not-signed-in'] as const)(
    '%s is not, and says why',
    (code) => {
      const verdict = closeVerdict({ code: closeCodeOf(code), reason: '', failure: null, place })
      expect(verdict).toMatchObject({ verdict: 'stop', failure: { message: expect.stringMatching(/\w+.*\.$/) } })
    },
  )

  it('is explained by what the server said just before', () => {
    const failure = { code: 'revoked' as const, message: 'Your key was deleted.' }
    const code = closeCodeOf('revoked')
    expect(closeVerdict({ code, reason: '', failure, place })).toEqual({ verdict: 'stop', failure })
  })
})

describe('following the bytes', () => {
  const size = { cols: 80, rows: 24 }
  const bytes = (text: string) => new TextEncoder().encode(text)
  const at = (offset: number, epoch = 1): Stream => ({ position: { epoch, offset } })
  const output = (offset: number, text: string) => ({ type: 'output' as const, offset, bytes: bytes(text) })

  it('[T2] goes on where it stopped when the terminal agrees, and starts afresh when not', () => {
    const answer = { type: 'attached' as const, role: 'controller' as const, epoch: 1, offset: 7, ...size }
    expect(follow(at(7), answer)[0]).toEqual(at(7))
    expect(follow(at(6), answer)[0]).toEqual(NOTHING_SEEN)
    expect(follow(at(7, 2), answer)[0]).toEqual(NOTHING_SEEN)
  })

  it('[T2] cannot resume from a half painted screen', () => {
    const slice = { type: 'snapshot' as const, epoch: 1, offset: 9, ...size, bytes: bytes('x') }
    const [half, first] = follow(at(3), { ...slice, first: true, last: false })
    expect(half).toEqual(NOTHING_SEEN)
    expect(first).toMatchObject({ do: 'write', end: null })
    const [whole, last] = follow(half, { ...slice, first: false, last: true })
    expect(whole).toEqual(at(9))
    expect(last).toMatchObject({ do: 'write', end: 9 })
  })

  it.each([
    { offset: 5, text: 'abc', after: 8, written: 'abc' },
    { offset: 3, text: 'xyabc', after: 8, written: 'abc' },
    { offset: 2, text: 'xyz', after: 5, written: null },
  ])('[T2] at 5, $text from $offset writes $written', ({ offset, text, after, written }) => {
    const [stream, step] = follow(at(5), output(offset, text))
    expect(stream).toEqual(at(after))
    if (written === null) expect(step).toEqual({ do: 'continue' })
    else expect(step).toMatchObject({ do: 'write', bytes: bytes(written), end: after })
  })

  it('[T2] connects again rather than show a gap', () => {
    expect(follow(at(5), output(6, 'abc'))).toEqual([at(5), { do: 'reconnect' }])
    expect(follow(NOTHING_SEEN, output(0, 'abc'))).toEqual([NOTHING_SEEN, { do: 'reconnect' }])
  })
})
