// `mooring control-plane disable-user | enable-user <email>`: beside a running instance, or without one.
import { join } from 'node:path'
import { Command } from 'commander'
import { Failure } from '#contract/failure'
import { readHostConfig } from '../config.ts'
import { run } from './outcome.ts'
import { addJsonOption, type OutputOptions, print } from './output.ts'

type Options = OutputOptions & { home?: string; databaseUrl?: string }

export function disableUserCommand(): Command {
  return command('disable-user', 'end what a person has open, and let them sign in and use keys no more', true)
}

export function enableUserCommand(): Command {
  return command('enable-user', 'let a person in again; their sessions and keys work as before', false)
}

function command(name: string, description: string, disabled: boolean): Command {
  return addJsonOption(new Command(name))
    .description(description)
    .argument('<email>', 'the address that the account has')
    .option('--home <folder>', 'the control plane’s home (default: control-plane in the home of Mooring)')
    .option('--database-url <url>', 'file:… or postgres://… (default: a file in its home, or DATABASE_URL)')
    .action((email: string, options: Options) => run(() => setDisabled(email, disabled, options)))
}

async function setDisabled(email: string, disabled: boolean, { home, databaseUrl, json }: Options): Promise<void> {
  const { readEnvironment, setUserDisabled } = await import('#control-plane')
  const place = {
    home: home ?? join(readHostConfig().home, 'control-plane'),
    databaseUrl: databaseUrl ?? readEnvironment().databaseUrl,
  }
  const result = await setUserDisabled(place, email, disabled)
  if (result.outcome === 'unknown') throw new Failure('not-found', `There is no account with the address ${email}.`)
  const said = result.outcome === 'disabled' ? disabledText(email, result.ownerless) : `${email} is enabled.`
  print({ email, ...result }, said, { json: json ?? false })
}

function disabledText(email: string, ownerless: readonly string[]): string {
  const done = `${email} is disabled. What they have open ends within a second.`
  if (ownerless.length === 0) return done
  const names = ownerless.map((name) => `"${name}"`).join(', ')
  return `${done}\nNo owner who can act is left in ${names}: until one is enabled, nobody can name another.`
}
