// The commands as an operator runs them: processes of their own, on the database of a control plane that runs.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { startControlPlane } from '#control-plane'

/** Each run of a command loads the whole control plane from its sources. Milliseconds. */
const PATIENCE = { timeout: 90_000 }
const OWNER = 'owner@mooring.invalid'

type Ended = { code: number; stdout: string; stderr: string }

function control(home: string, ...flags: string[]): Promise<Ended> {
  const args = ['--no-warnings', join(import.meta.dirname, 'mooring.ts'), 'control-plane', ...flags, '--home', home]
  const env = { PATH: process.env.PATH, MOORING_HOME: join(home, 'none') }
  return new Promise((resolve) =>
    execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    ),
  )
}

it(
  'disables and enables a person beside the running instance, and says what that leaves behind',
  PATIENCE,
  async () => {
    await using stack = new AsyncDisposableStack()
    const home = await mkdtemp(join(tmpdir(), 'mooring-disable-'))
    stack.defer(() => rm(home, { recursive: true, force: true }))
    const config = { home, port: 0, signUp: 'closed' } as const
    const controlPlane = stack.use(await startControlPlane(config, (error) => void Promise.reject(error)))
    const session = await controlPlane.signInLocalOwner({ name: 'Ada', organizationName: 'North' })
    const known = () => controlPlane.knowsSession(session)
    expect(await known()).toBe(true)

    const disabled = await control(home, 'disable-user', OWNER)
    expect(disabled).toMatchObject({ code: 0, stdout: expect.stringMatching(/is disabled.*\nNo owner .* "North"/) })
    await vi.waitFor(async () => expect(await known()).toBe(false), 2_000)
    const enabled = await control(home, 'enable-user', OWNER, '--json')
    expect(JSON.parse(enabled.stdout)).toEqual({ email: OWNER, outcome: 'enabled' })
    await vi.waitFor(async () => expect(await known()).toBe(true), 2_000)
    expect(await control(home, 'disable-user', 'nobody@example.com')).toMatchObject({
      code: 1,
      stderr: 'There is no account with the address nobody@example.com.\n',
    })
  },
)
