// `mooring control-plane start`: the control plane on its own, for an organization's machines to meet at; and commands on its database.

import { join } from 'node:path'
import { Command, Option } from 'commander'
import { readHostConfig } from '../config.ts'
import { openLog } from '../log/index.ts'
import { backfillKeysCommand } from './backfill-keys-command.ts'
import { disableUserCommand, enableUserCommand } from './disable-user-command.ts'
import { parsePort } from './host-options.ts'
import { run } from './outcome.ts'
import { addJsonOption, type OutputOptions, print } from './output.ts'
import { signalled } from './stop-signal.ts'

type Options = OutputOptions & {
  port: number
  home?: string
  databaseUrl?: string
  publicUrl?: string
  signUp: 'open' | 'first' | 'closed'
}

export function controlPlaneCommand(): Command {
  const start = addJsonOption(new Command('start'))
    .description('run a control plane until it is stopped')
    .option('--port <number>', 'the loopback port to listen on; 0 takes a free one', parsePort, 4781)
    .option(
      '--home <folder>',
      'where its database and its secret are kept (default: control-plane in the home of Mooring)',
    )
    .option('--database-url <url>', 'file:… or postgres://… (default: a file in its home, or DATABASE_URL)')
    .option('--public-url <url>', 'the address that people and hosts use, when it is behind a proxy')
    .addOption(
      new Option('--sign-up <mode>', 'who may make an account').choices(['open', 'first', 'closed']).default('first'),
    )
    .action((options: Options) => run(() => startControlPlaneHere(options)))
  return new Command('control-plane')
    .description('identity, keys, gateway, chat and relay')
    .exitOverride()
    .addCommand(start)
    .addCommand(backfillKeysCommand())
    .addCommand(disableUserCommand())
    .addCommand(enableUserCommand())
}

async function startControlPlaneHere({ json, ...options }: Options): Promise<void> {
  const { ControlPlaneConfig, readEnvironment, startControlPlane } = await import('#control-plane')
  const environment = readEnvironment()
  const home = options.home ?? join(readHostConfig().home, 'control-plane')
  // Strangers are admins of the organizations that they make: they must not reach into this network.
  const providerAddresses = environment.providerAddresses ?? (options.signUp === 'open' ? 'public' : 'any')
  const config = ControlPlaneConfig.parse({ ...environment, ...withoutUndefined(options), providerAddresses, home })
  const log = openLog(home)
  await using controlPlane = await startControlPlane(config, log.report, log.note)
  print({ url: controlPlane.url }, `The control plane is ready at ${controlPlane.url}`, { json: json ?? false })
  await signalled()
}

/** A flag that was not given must not hide what the environment says. */
function withoutUndefined(options: object): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}
