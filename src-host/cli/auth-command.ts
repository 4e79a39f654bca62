// `mooring auth login | check | logout`: who this home is at a control plane.
import { Command } from 'commander'
import { Failure } from '#contract/failure'
import { createControlPlaneClient, signOutOf } from '../control-plane-client/index.ts'
import { describeMe } from './describe-me.ts'
import { addHostOptions, type HostOptions } from './host-options.ts'
import { type LoginOptions, logIn } from './log-in.ts'
import { fail, run } from './outcome.ts'
import { addJsonOption, type OutputOptions, print } from './output.ts'
import { reach } from './reach.ts'
import { takeUp } from './sign-in-change.ts'

type Options = HostOptions & OutputOptions

export function authCommand(): Command {
  const login = common('login')
    .description('sign this home in, by a code that you approve where you are signed in already')
    .option('--email <address>', 'by e-mail address and password instead; the password is asked for')
    .action((options: LoginOptions) => run(() => logIn(options)))
  const check = common('check')
    .description('check the credential (MOORING_API_KEY, else the sign-in of this home)')
    .action((options: Options) => run(() => checkCredential(options)))
  const logout = common('logout')
    .description('end the sign-in of this home, there and here')
    .action((options: Options) => run(() => logOut(options)))
  return new Command('auth')
    .description('who this machine is signed in as')
    .exitOverride()
    .addCommand(login)
    .addCommand(check)
    .addCommand(logout)
}

const common = (name: string) => addJsonOption(addHostOptions(new Command(name)))

const FORBIDDEN = 4

async function checkCredential(options: Options): Promise<void> {
  const { config, url, kept } = await reach(options)
  const me = await createControlPlaneClient({ url, credential: () => config.apiKey ?? kept }).me()
  const credential = config.apiKey === null ? 'sign-in' : 'MOORING_API_KEY'
  print({ ...me, controlPlane: url, credential }, describeMe(me, url), options)
  // It is known there, and may do nothing: a script must not go on as if it could.
  if (me.organizations.length === 0 && me.kind !== 'session') process.exitCode = FORBIDDEN
}

async function logOut(options: Options): Promise<void> {
  const { config, credentials, url, embedded, kept } = await reach(options)
  if (embedded) throw new Failure('conflict', 'The control plane of this app is always signed in.')
  if (kept === null) throw new Failure('not-signed-in', `Nobody is signed in at ${url} in this home.`)
  const untold = await signOutOf(url, kept).then(
    () => null,
    (error: Error) => error,
  )
  credentials.remove(url)
  await takeUp(config.home, url, null)
  const text = untold === null ? `Signed out of ${url}.` : `Forgot the sign-in at ${url}.`
  print({ controlPlane: url, told: untold === null }, text, options)
  if (untold !== null)
    fail(`It could not be told (${untold.message}): end that session there, in the list of your sessions.`)
}
