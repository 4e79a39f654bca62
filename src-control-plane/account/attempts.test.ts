import { expect, it } from 'vitest'
import { createAttempts, normalisedEmail } from './attempts.ts'

async function countUntilRefused(count: () => Promise<void>): Promise<number> {
  for (let allowed = 0; allowed < 1_000; allowed++) {
    if (
      await count().then(
        () => false,
        () => true,
      )
    )
      return allowed
  }
  return Number.POSITIVE_INFINITY
}

it('counts each way in by itself, each address by itself, and begins anew when the time is over', async () => {
  let now = 0
  const attempts = createAttempts(() => now)
  expect(await countUntilRefused(() => attempts.count('sign-in', '10.0.0.1'))).toBe(10)
  expect(await countUntilRefused(() => attempts.count('sign-in', '10.0.0.2'))).toBe(10)
  expect(await countUntilRefused(() => attempts.count('sign-up', '10.0.0.1'))).toBe(20)
  now += 59_000
  await expect(attempts.count('sign-in', '10.0.0.1')).rejects.toMatchObject({
    code: 'too-many-requests',
    message: 'Too many attempts. Wait a minute and try again.',
    retryAfterS: 1,
  })
  now += 1_000
  await attempts.count('sign-in', '10.0.0.1')
})

it('counts an account over all addresses, and says how long it takes', async () => {
  let address = 0
  const attempts = createAttempts(() => 0)
  const from = () => `10.0.0.${address++}`
  expect(await countUntilRefused(() => attempts.count('sign-in', from(), 'ada@example.com'))).toBe(30)
  await expect(attempts.count('sign-in', from(), 'ada@example.com')).rejects.toMatchObject({
    message: 'Too many attempts. Wait 15 minutes and try again.',
  })
  await attempts.count('sign-in', from(), 'bob@example.com')
})

it('counts no account for an address that may try no more: nobody is locked out by one machine', async () => {
  const attempts = createAttempts(() => 0)
  await countUntilRefused(() => attempts.count('sign-in', '10.0.0.1', 'ada@example.com'))
  expect(await countUntilRefused(() => attempts.count('sign-in', '10.0.0.1', 'ada@example.com'))).toBe(0)
  expect(await countUntilRefused(() => attempts.count('sign-in', '10.0.0.2', 'ada@example.com'))).toBe(10)
})

it('takes a network of IPv6 for one address, and no address for one', async () => {
  let host = 0
  const attempts = createAttempts(() => 0)
  const from = () => `2001:db8:7:${(host++).toString(16)}::1`
  expect(await countUntilRefused(() => attempts.count('sign-in', from()))).toBe(10)
  expect(await countUntilRefused(() => attempts.count('sign-in', null))).toBe(10)
})

it.each([
  ['Ada@Example.com', 'ada@example.com'],
  [' ada@example.com ', 'ada@example.com'],
  ['ａｄａ@example.com', 'ada@example.com'],
])('knows %o for %s', (written, email) => {
  expect(normalisedEmail(written)).toBe(email)
})
