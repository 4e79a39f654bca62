// `mooring auth …` as a person at a machine without a window uses it: real processes, real homes.
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Person, startControlPlaneForTest, type TestControlPlane } from '../../src-control-plane/testing.ts'
import { bring, HOST_TEST_TIMEOUT_MS, mint, soon, startHostForTest } from './testing.ts'

const MOORING = new URL('../../src-host/cli/mooring.ts', import.meta.url).pathname

describe('signing in by command', { timeout: HOST_TEST_TIMEOUT_MS }, () => {
  let plane: TestControlPlane
  let ada: Person
  let north: string
  let home: string

  beforeAll(async () => {
    plane = await startControlPlaneForTest()
    ada = await plane.signUp('Ada')
    north = (await plane.createOrganization(ada, 'North')).id
    home = await mkdtemp(join(tmpdir(), 'mooring-cli-'))
  })
  afterAll(async () => {
    await plane[Symbol.asyncDispose]()
    await rm(home, { recursive: true, force: true })
  })

  function run(args: readonly string[], { input, env = {} }: { input?: string; env?: Record<string, string> } = {}) {
    const child = spawn(process.execPath, ['--no-warnings', MOORING, ...args], {
      env: { PATH: process.env.PATH, HOME: home, MOORING_HOME: home, ...env },
      stdio: 'pipe',
    })
    const said = { out: '', err: '' }
    child.stdout.on('data', (text) => {
      said.out += text
    })
    child.stderr.on('data', (text) => {
      said.err += text
    })
    child.stdin.end(input ?? '')
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    return { said, ended, json: () => JSON.parse(said.out) }
  }
  const there = ['--control-plane'] as const

  it('[L11] signs a home in by a code that is approved elsewhere, uses it from then on, and signs it out there and here', async () => {
    const login = run(['auth', 'login', ...there, plane.url, '--json'])
    const code = await soon(() => {
      const [, found] = /Your code is (\w{4}-\w{4})/.exec(login.said.err) ?? []
      if (found === undefined) throw new Error(login.said.err)
      return found
    })
    const approved = await plane.call(ada.session, 'POST', '/v1/device-sign-ins/approve', { body: { userCode: code } })
    expect(approved.status, approved.text).toBe(204)
    expect(await login.ended, login.said.err).toBe(0)
    expect(login.json()).toMatchObject({ kind: 'session', user: { email: ada.email }, controlPlane: plane.url })

    const check = run(['auth', 'check'])
    expect(await check.ended).toBe(0)
    expect(check.said.out).toContain(`${ada.name} <${ada.email}> is signed in at ${plane.url}.`)
    expect(check.said.out).toMatch(new RegExp(`North +owner +${north}`))

    const logout = run(['auth', 'logout', '--json'])
    expect(await logout.ended).toBe(0)
    expect(logout.json()).toEqual({ controlPlane: plane.url, told: true })
    expect(JSON.parse(await readFile(join(home, 'credentials.json'), 'utf8'))).toEqual({})
    const again = run(['auth', 'check'])
    expect(await again.ended).toBe(3)
    expect(again.said.err).toBe(`Nobody is signed in at ${plane.url}.\n`)
  })

  it('[L7] takes a password from a pipe, never from an argument, and shows it to nobody', async () => {
    const login = (input: string) => run(['auth', 'login', ...there, plane.url, '--email', ada.email], { input })
    const wrong = login('not the password\n')
    expect(await wrong.ended).toBe(3)
    const right = login(`${ada.password}\n`)
    expect(await right.ended, right.said.err).toBe(0)
    expect(`${right.said.out}${right.said.err}`).not.toContain(ada.password)
    const far = run(['auth', 'login', ...there, 'http://192.0.2.1', '--email', ada.email], { input: 'x\n' })
    expect(await far.ended).toBe(2)
    expect(far.said.err).toMatch('not encrypted')
  })

  it('[L8] has a host that runs in that home take the sign-in up', async () => {
    await using app = await startHostForTest()
    const env = { MOORING_HOME: app.home }
    const login = run(['auth', 'login', ...there, plane.url, '--email', ada.email], { input: `${ada.password}\n`, env })
    expect(await login.ended, login.said.err).toBe(0)
    expect(app.state()).toMatchObject({ controlPlane: { url: plane.url }, identity: { state: 'signed-in' } })
    const logout = run(['auth', 'logout'], { env })
    expect(await logout.ended, logout.said.err).toBe(0)
    expect(app.state()).toMatchObject({ controlPlane: { url: plane.url }, identity: { state: 'signed-out' } })
  })

  it('[L12] says what a key is and reaches, and that it reaches nothing when it does', async () => {
    const eve = await plane.signUp('Eve')
    await bring(plane, ada, north, eve)
    const member = await mint(plane, eve, { organizationId: north, name: 'member' })
    const service = await mint(plane, ada, { kind: 'service', organizationId: north, name: 'service' })
    const check = (secret: string) => run(['auth', 'check', ...there, plane.url], { env: { MOORING_API_KEY: secret } })
    const asService = check(service.secret)
    expect(await asService.ended).toBe(0)
    expect(asService.said.out).toContain(`${service.key.id} is a key of North itself, of nobody in person`)
    const asMember = check(member.secret)
    expect(await asMember.ended).toBe(0)
    expect(asMember.said.out).toContain(`${member.key.id} is a key of Eve`)
    const { user } = (await plane.call(eve.session, 'GET', '/v1/me')).body as { user: { id: string } }
    await plane.call(ada.session, 'DELETE', `/v1/organizations/${north}/members/${user.id}`)
    const stale = check(member.secret)
    expect(await stale.ended).toBe(4)
    expect(stale.said.out).toContain('it reaches nothing until they are again')
  })

  it('[L12] mints, names, lists and deletes keys of every kind, and refuses what cannot be meant', async () => {
    const env = { MOORING_HOME: join(home, 'keys') }
    const ask = async (...args: string[]) => {
      const command = run([...args, '--json'], { env })
      const code = await command.ended
      return { code, err: command.said.err, json: code === 0 ? command.json() : null }
    }
    const password = `${ada.password}\n`
    await run(['auth', 'login', ...there, plane.url, '--email', ada.email], { input: password, env }).ended
    const minted = await ask('keys', 'create', 'box', '--kind', 'service', '--role', 'admin', '--organization', north)
    expect(minted.json).toMatchObject({ key: { kind: 'service', role: 'admin' }, secret: expect.any(String) })
    const mine = await ask('keys', 'create', 'mine', '--kind', 'personal', '--expires-at', '2999-01-31')
    expect(mine).toMatchObject({ code: 2, err: expect.stringContaining('ten years') })
    const dated = await ask('keys', 'create', 'mine', '--kind', 'personal', '--expires-in-days', '7')
    const { id } = dated.json.key
    expect((await ask('keys', 'rename', id, 'ours')).json).toMatchObject({ id, name: 'ours' })
    expect((await ask('keys', 'list')).json).toMatchObject([{ id, name: 'ours', kind: 'personal' }])
    expect((await ask('keys', 'delete', id)).json).toEqual({ deleted: id })
    expect(await ask('keys', 'create', 'x')).toMatchObject({ code: 2, err: expect.stringContaining('--organization') })
    expect((await ask('keys', 'create', 'x', '--organization', north, '--role', 'admin')).code).toBe(2)
  })

  it('[G12] tells what a key used and may, and asks for the organization where that is not clear', async () => {
    const member = await mint(plane, ada, { organizationId: north, name: 'usage' })
    const personal = await mint(plane, ada, { kind: 'personal', name: 'usage' })
    const usage = (secret: string, ...args: string[]) =>
      run(['usage', ...there, plane.url, ...args], { env: { MOORING_API_KEY: secret } })
    const told = usage(member.secret, '--from', '2026-11-01', '--to', '2026-11-30')
    expect(await told.ended, told.said.err).toBe(0)
    expect(told.said.out).toContain(`${member.key.id} in ${north}, 2026-11-01 to 2026-11-30 (UTC)`)
    const json = usage(member.secret, '--json')
    expect(await json.ended).toBe(0)
    expect(json.json()).toMatchObject({ principal: member.key.id, total: { requests: 0 }, key: { tokensThisMonth: 0 } })
    const second = (await plane.createOrganization(ada, 'South')).id
    const unclear = usage(personal.secret)
    expect(await unclear.ended).toBe(2)
    expect(unclear.said.err).toContain('--organization')
    const clear = usage(personal.secret, '--organization', second)
    expect(await clear.ended, clear.said.err).toBe(0)
    const wrong = usage(member.secret, '--from', 'yesterday')
    expect(await wrong.ended).toBe(2)
    expect(wrong.said.err).toContain('--from')
  })
})
