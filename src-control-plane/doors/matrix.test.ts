import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeEachDatabase } from '../database/testing.ts'
import { DOORS, type Door, OTHER_DOORS } from './door-table.ts'
import { expectedStatus } from './expected.ts'
import { ask, createWorld, type World } from './testing.ts'

const PLACES = ['own', 'other', 'foreign', 'none'] as const

describeEachDatabase('the tenant matrix', (create) => {
  let world: World

  beforeAll(async () => {
    world = await createWorld(create)
  })
  afterAll(() => world[Symbol.asyncDispose]())

  it('[K19] knows every door that the code has, and no other', () => {
    const known = [...Object.keys(DOORS), ...Object.keys(OTHER_DOORS)].sort()
    expect([...world.plane.controlPlane.doors].sort()).toEqual(known)
  })

  describe.each(Object.entries(DOORS))('%s', (name, door) => {
    it('[K19] answers every credential in every organization as it should', async () => {
      const wrong: string[] = []
      for (const caller of world.callers) {
        for (const place of placesOf(door)) {
          const organizationId = place === 'none' ? null : world.organizations[place]
          const expected = expectedStatus(door, caller, organizationId)
          const status = await ask(world.plane.url, { name, door, caller, organizationId })
          if (status !== expected) wrong.push(`${caller.name} in ${place}: ${status} instead of ${expected}`)
        }
      }
      expect(wrong).toEqual([])
    })
  })

  it('[K19] has this size', () => {
    const cells = Object.values(DOORS).reduce((sum, door) => sum + placesOf(door).length * world.callers.length, 0)
    console.info(`tenant matrix: ${Object.keys(DOORS).length} doors × ${world.callers.length} callers = ${cells} cells`)
    expect(cells).toBeGreaterThan(1_000)
  })
})

/** A door that is about no organization is asked once. */
const placesOf = ({ access }: Door) => (access.who === 'role' ? PLACES : (['none'] as const))
