// `mooring auth check`: whether the credential at hand is good, whose it is and which organizations it reaches.
import { Command } from 'commander'
import type { Me } from '#contract/identity'
import { addHostOptions, type HostOptions } from './host-options.ts'
import { openClient } from './open-client.ts'
import { run } from './outcome.ts'
import { addJsonOption, type OutputOptions, print } from './output.ts'

export function authCommand(): Command {
  const check = addJsonOption(addHostOptions(new Command('check')))
    .description('check the credential (MOORING_API_KEY, else the sign-in of this home)')
    .action((options: HostOptions & OutputOptions) =>
      run(async () => {
        const me = await (await openClient(options)).me()
        print(me, describe(me), options)
      }),
    )
  return new Command('auth').description('who this machine is signed in as').exitOverride().addCommand(check)
}

const BY: Record<Me['kind'], string> = {
  session: 'a sign-in',
  'member-key': 'a member key',
  'personal-key': 'a personal key',
  'service-key': 'a service key',
  token: 'a token',
}

function describe({ kind, user, organizations }: Me): string {
  const names = organizations.map(({ name, role }) => `${name} (${role})`).join(', ')
  return `${user?.name ?? 'Nobody in person'} by ${BY[kind]}, in ${names === '' ? 'no organization any more' : names}.`
}
