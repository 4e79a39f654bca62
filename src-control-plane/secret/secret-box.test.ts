import { expect, it } from 'vitest'
import { createSecretBox } from './secret-box.ts'

const box = createSecretBox('one instance secret of 32 characters')

it('opens what it sealed, in the same place', () => {
  const sealed = box.seal('sk-ant-ünïcode', 'provider/org_1/anthropic')
  expect(sealed).not.toContain('sk-ant')
  expect(box.open(sealed, 'provider/org_1/anthropic')).toBe('sk-ant-ünïcode')
  expect(box.seal('sk-ant-ünïcode', 'provider/org_1/anthropic')).not.toBe(sealed)
})

it('opens nothing that was moved, changed, cut off, or sealed by another instance', () => {
  const place = 'provider/org_1/anthropic'
  const sealed = box.seal('sk-ant-0001', place)
  const other = createSecretBox('another instance secret, as long as that')
  const changed = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`
  const attempts = [
    () => box.open(sealed, 'provider/org_2/anthropic'),
    () => box.open(changed, place),
    () => box.open(sealed.slice(0, 20), place),
    () => box.open(sealed.replace('v1.', 'v9.'), place),
    () => box.open('', place),
    () => other.open(sealed, place),
  ]
  for (const attempt of attempts) expect(attempt).toThrow(expect.objectContaining({ code: 'unavailable' }))
})

it('opens what an older instance secret sealed, and seals it anew once', () => {
  const place = 'provider/org_1/anthropic'
  const old = box.seal('sk-ant-0001', place)
  const present = createSecretBox('the next instance secret, as long as that', [
    'one that never sealed anything here',
    'one instance secret of 32 characters',
  ])
  expect(present.open(old, place)).toBe('sk-ant-0001')
  const anew = present.reseal(old, place) ?? ''
  expect(present.reseal(anew, place)).toBeNull()
  expect(present.reseal(old, 'provider/org_2/anthropic')).toBeNull()
  expect(createSecretBox('the next instance secret, as long as that').open(anew, place)).toBe('sk-ant-0001')
  expect(() => box.open(anew, place)).toThrow(expect.objectContaining({ code: 'unavailable' }))
})
