// `mooring auth login`: a sign-in of this home, by a code that is approved elsewhere, or by e-mail address and password.
import { Failure } from '#contract/failure'
import {
  createControlPlaneClient,
  expectControlPlane,
  signInByPassword,
  signOutOf,
} from '../control-plane-client/index.ts'
import { askForApproval, awaitApproval, expectPrivateWay } from '../control-planes/index.ts'
import { askPassword } from './ask-password.ts'
import { describeMe } from './describe-me.ts'
import type { HostOptions } from './host-options.ts'
import { type OutputOptions, print } from './output.ts'
import { reach } from './reach.ts'
import { takeUp } from './sign-in-change.ts'

export type LoginOptions = HostOptions & OutputOptions & { email?: string }

export async function logIn(options: LoginOptions): Promise<void> {
  const { config, credentials, url, embedded, kept } = await reach(options)
  if (embedded)
    throw new Failure(
      'conflict',
      'This home uses its own control plane, which is always signed in. Name another one with --control-plane.',
    )
  expectPrivateWay(url, config.plainHttpAllowed)
  await expectControlPlane(url)
  const session = await (options.email === undefined ? byCode(url) : byPassword(url, options.email))
  const me = await createControlPlaneClient({ url, credential: () => session }).me()
  credentials.set(url, session)
  if (kept !== null) await signOutOf(url, kept).catch(() => undefined)
  const notTakenUp = await takeUp(config.home, url, me)
  print({ ...me, controlPlane: url, taken: notTakenUp === null }, describeMe(me, url), options)
  if (notTakenUp !== null) say(`The host that runs in ${config.home} goes on as it was: ${notTakenUp.message}`)
  if (config.apiKey !== null) say('MOORING_API_KEY is set here, and goes before this sign-in.')
}

async function byPassword(url: string, email: string): Promise<string> {
  return signInByPassword(url, { email, password: await askPassword(`Password of ${email} at ${url}: `) })
}

async function byCode(url: string): Promise<string> {
  const asked = await askForApproval(url, 'cli', Date.now)
  const { user_code: code, verification_uri: where } = asked.code
  const minutes = Math.round(asked.code.expires_in / 60)
  say(`Your code is ${spaced(code)}`)
  say(`Approve it where you are signed in already: in Mooring, under Settings › Account (see ${where}).`)
  say(`It is good for ${minutes} minutes. Waiting…`)
  return awaitApproval({ ...asked, url, now: Date.now })
}

/** Read aloud, or copied by hand, in two halves. */
const spaced = (code: string) => (code.length === 8 ? `${code.slice(0, 4)}-${code.slice(4)}` : code)

/** Not an answer of the command: a script that reads its output does not see it. */
const say = (sentence: string) => void process.stderr.write(`${sentence}\n`)
