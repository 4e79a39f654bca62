// Two machines of one person: signed in on the first, the second asks with a code that is typed on the first.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Person, startControlPlaneForTest, type TestControlPlane } from '../../src-control-plane/testing.ts'
import { createDeviceSignIns } from '../../src-host/control-planes/device-sign-ins.ts'
import { failureOf, HOST_TEST_TIMEOUT_MS, startHostForTest } from './testing.ts'

describe('a device that asks to be signed in', { timeout: HOST_TEST_TIMEOUT_MS }, () => {
  let plane: TestControlPlane
  let ada: Person

  beforeAll(async () => {
    plane = await startControlPlaneForTest()
    ada = await plane.signUp('Ada')
    await plane.createOrganization(ada, 'North')
  })
  afterAll(() => plane[Symbol.asyncDispose]())

  it('[L11] is signed in once its person has approved it on another machine, and never learns a password', async () => {
    await using laptop = await startHostForTest({ controlPlaneUrl: plane.url })
    const { email, password } = ada
    await laptop.window.controlPlanes.signIn.mutate({ url: plane.url, email, password })
    await using desktop = await startHostForTest()
    const { controlPlanes } = desktop.window
    const started = await controlPlanes.startDeviceSignIn.mutate({ url: plane.url })
    expect(started.verificationUri).toMatch(plane.url)
    const { userCode } = started
    expect(await laptop.window.devices.describe.query({ userCode })).toMatchObject({ client: 'desktop' })
    // A window that was drawn twice asks twice.
    const asked = [1, 2].map(() => controlPlanes.awaitDeviceSignIn.mutate({ url: plane.url }))
    await laptop.window.devices.approve.mutate({ userCode })
    await Promise.all(asked)
    await controlPlanes.use.mutate({ url: plane.url })
    expect(desktop.state().identity).toMatchObject({ state: 'signed-in', me: { kind: 'session', user: { email } } })
    await desktop.online()
    expect(await failureOf(controlPlanes.awaitDeviceSignIn.mutate({ url: plane.url }))).toMatchObject({
      code: 'bad-request',
    })
  })

  it('[L11] ends with the app that waits for it', async () => {
    const kept: string[] = []
    const signIns = createDeviceSignIns({ keep: async (url) => void kept.push(url), now: Date.now })
    await signIns.start(plane.url)
    const waiting = signIns.wait(plane.url, undefined)
    signIns[Symbol.dispose]()
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    expect(kept).toEqual([])
  })

  it('[L11] is told when it was denied, and when a newer code has taken the place of its own', async () => {
    await using laptop = await startHostForTest({ controlPlaneUrl: plane.url })
    const { email, password } = ada
    await laptop.window.controlPlanes.signIn.mutate({ url: plane.url, email, password })
    await using desktop = await startHostForTest()
    const { controlPlanes } = desktop.window
    await controlPlanes.startDeviceSignIn.mutate({ url: plane.url })
    const older = failureOf(controlPlanes.awaitDeviceSignIn.mutate({ url: plane.url }))
    // Answered after the wait was heard: messages of a window keep their order.
    await controlPlanes.list.query()
    const { userCode } = await controlPlanes.startDeviceSignIn.mutate({ url: plane.url })
    expect(await older).toMatchObject({ code: 'cancelled' })
    await laptop.window.devices.deny.mutate({ userCode })
    expect(await failureOf(controlPlanes.awaitDeviceSignIn.mutate({ url: plane.url }))).toMatchObject({
      code: 'forbidden',
      message: 'The sign-in was denied.',
    })
    expect(await controlPlanes.list.query()).toMatchObject([{ embedded: true }])
  })
})
