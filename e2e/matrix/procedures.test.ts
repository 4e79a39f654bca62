import { callTRPCProcedure, TRPCError } from '@trpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { httpStatusOf, isFailure } from '#contract/failure'
import { createSqlite } from '../../src-control-plane/database/testing.ts'
import { createWorld, expectedStatus, type MatrixCaller, type World } from '../../src-control-plane/doors/testing.ts'
import { createControlPlaneClient } from '../../src-host/control-plane-client/index.ts'
import { appRouter, type RouterContext } from '../../src-host/router/index.ts'
import { LOCAL_PROCEDURES, PROCEDURES } from './testing.ts'

describe('the tenant matrix of a window', () => {
  let world: World

  beforeAll(async () => {
    world = await createWorld(createSqlite)
  })
  afterAll(() => world[Symbol.asyncDispose]())

  it('[K19] knows every procedure that the code has, and no other', () => {
    const remote = Object.keys(appRouter._def.procedures).filter(
      (name) => !LOCAL_PROCEDURES.some((local) => name === local || (local.endsWith('.') && name.startsWith(local))),
    )
    expect(remote.sort()).toEqual(Object.keys(PROCEDURES).sort())
  })

  describe.each(Object.entries(PROCEDURES))('%s', (name, { access, passed, input }) => {
    it('[K19] answers every credential in every organization as it should', async () => {
      const wrong: string[] = []
      // A cookie is a browser's: no host holds one.
      for (const caller of world.callers.filter((one) => one.credential !== undefined || one.kind === 'nobody')) {
        for (const [place, organizationId] of Object.entries(world.organizations)) {
          const expected = expectedStatus({ access, passed }, caller, organizationId)
          const status = await callAs(world, caller, name, { ...input?.(), organizationId })
          if (status !== expected) wrong.push(`${caller.name} in ${place}: ${status} instead of ${expected}`)
        }
      }
      expect(wrong).toEqual([])
    })
  })
})

/** What was answered, as an HTTP status. */
async function callAs({ plane }: World, { credential }: MatrixCaller, name: string, input: unknown): Promise<number> {
  const controlPlane = createControlPlaneClient({ url: plane.url, credential: () => credential ?? null })
  const ctx: Pick<RouterContext, 'controlPlane' | 'refresh' | 'whileInUse'> = {
    controlPlane: () => controlPlane,
    refresh: async () => undefined,
    whileInUse: () => new AbortController().signal,
  }
  const type = name === 'chat.events' ? 'subscription' : 'query'
  const stop = new AbortController()
  const options = { router: appRouter, path: name, getRawInput: async () => input, ctx, type, batchIndex: 0 } as const
  try {
    const answered: unknown = await callTRPCProcedure({ ...options, signal: stop.signal, allowMethodOverride: true })
    if (type === 'subscription') await firstOf(answered as AsyncIterable<unknown>)
    return 200
  } catch (error) {
    const failure = error instanceof TRPCError ? error.cause : error
    if (isFailure(failure)) return httpStatusOf(failure.code)
    throw error
  } finally {
    stop.abort()
  }
}

async function firstOf(events: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of events) return
}
