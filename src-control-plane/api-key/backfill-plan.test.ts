import { expect, it } from 'vitest'
import { planBackfill } from './backfill-plan.ts'
import { freeName } from './free-name.ts'

const member = (organizationId: string, since: number) => ({ organizationId, organizationName: organizationId, since })

it('[K20] is for the oldest membership, if there is one that is', () => {
  const [a, b, c] = [member('a', 1), member('b', 2), member('c', 1)]
  expect(planBackfill([])).toEqual({ outcome: 'without-organization' })
  expect(planBackfill([b])).toEqual({ outcome: 'bind', to: b })
  expect(planBackfill([b, a])).toEqual({ outcome: 'bind', to: a })
  expect(planBackfill([a, b, c])).toEqual({ outcome: 'ambiguous', among: [a, c] })
})

it('[K20] takes the first name that is free, as long as a name may be', () => {
  expect(freeName('laptop', new Set())).toBe('laptop')
  expect(freeName('laptop', new Set(['laptop', 'laptop (2)', 'laptop (4)']))).toBe('laptop (3)')
  const long = 'x'.repeat(60)
  expect(freeName(long, new Set([long]))).toBe(`${'x'.repeat(56)} (2)`)
})
