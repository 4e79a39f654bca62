// The browser face: starts the host, says where it is, opens a browser where there is a desktop, and stops cleanly.
import { Command } from 'commander'
import { hasDisplay, readHostConfig } from '../config.ts'
import { type Host, startHost } from '../host.ts'
import { askRunningInstance } from '../instance/index.ts'
import { stopTerminalServer } from '../terminal/index.ts'
import { addHostOptions, type HostOptions } from './host-options.ts'
import { fail, run, runProgram } from './outcome.ts'
import { signalled } from './stop-signal.ts'

type StartOptions = HostOptions & { open: boolean; stopTerminals: boolean }

const program = addHostOptions(new Command('npm start --'))
  .description('Open Mooring.')
  .option('--browser', 'open in the browser even where the desktop window could be')
  .option('--no-open', 'print the address only')
  .option(
    '--stop-terminals',
    'end the terminals of this home when Mooring stops; with nothing running, end them now',
    false,
  )
  .action((options: StartOptions) => run(() => start(options)))

await runProgram(() => program.parseAsync())

async function start(options: StartOptions): Promise<void> {
  const interrupted = signalled()
  const config = readHostConfig(options)
  const result = await startHost(config)
  if (result.outcome === 'already-running') return showRunning(config.home, options)
  const { host } = result
  await announce(host.openUrl(), options)
  warnIfSignedOut(host)
  await Promise.race([interrupted, host.stopRequested])
  await host[Symbol.asyncDispose]()
  if (options.stopTerminals) await stopTerminalServer({ home: config.home })
}

/** A second start shows the first instance, and that is success. */
async function showRunning(home: string, options: StartOptions): Promise<void> {
  const running = await askRunningInstance(home, 'open')
  if (running?.address == null)
    return fail(`Another Mooring holds ${home} but does not answer. Stop it, or choose another --home.`)
  await announce(running.address, options)
}

async function announce(address: string, { open }: StartOptions): Promise<void> {
  process.stdout.write(`Mooring is ready: ${address}\n`)
  if (!open || !hasDisplay()) return
  const { default: openInBrowser } = await import('open')
  await openInBrowser(address).catch(() => undefined)
}

function warnIfSignedOut(host: Host): void {
  const { identity } = host.state()
  if (identity.state === 'signed-out') process.stderr.write(`${identity.failure.message}\n`)
}
