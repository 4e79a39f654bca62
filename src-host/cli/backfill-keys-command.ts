// `mooring control-plane backfill-keys --dry-run | --apply`: binds keys of a time before keys were bound, beside a running instance or
// without one.
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { Failure } from '#contract/failure'
import type { BackfillReport } from '#control-plane'
import { readHostConfig } from '../config.ts'
import { run } from './outcome.ts'
import { addJsonOption, type OutputOptions, print, table } from './output.ts'

type Options = OutputOptions & { dryRun?: true; apply?: true; home?: string; databaseUrl?: string }

export function backfillKeysCommand(): Command {
  return addJsonOption(new Command('backfill-keys'))
    .description('bind member keys that have no organization to their owner’s oldest membership')
    .addOption(new Option('--dry-run', 'say what would be done, and change nothing').conflicts('apply'))
    .option('--apply', 'do it; a second run finds nothing left to do')
    .option('--home <folder>', 'the control plane’s home (default: control-plane in the home of Mooring)')
    .option('--database-url <url>', 'file:… or postgres://… (default: a file in its home, or DATABASE_URL)')
    .action((options: Options) => run(() => backfillKeys(options)))
}

async function backfillKeys({ dryRun, apply, home, databaseUrl, json }: Options): Promise<void> {
  if (!dryRun && !apply)
    throw new Failure('bad-request', 'Say --dry-run to see what would be done, or --apply to do it.')
  const { backfillKeysOf, readEnvironment } = await import('#control-plane')
  const place = {
    home: home ?? join(readHostConfig().home, 'control-plane'),
    databaseUrl: databaseUrl ?? readEnvironment().databaseUrl,
  }
  const report = await backfillKeysOf(place, apply ? 'apply' : 'dry-run')
  print(report, reportText(report), { json: json ?? false })
}

function reportText({ mode, bound, ambiguous, withoutOrganization }: BackfillReport): string {
  const rows = [
    ...bound.map(({ id, name, ownerName, organizationName, boundAs }) => [
      id,
      name,
      ownerName,
      boundAs === name ? organizationName : `${organizationName}, as ${boundAs}`,
    ]),
    ...ambiguous.map(({ id, name, ownerName, organizations }) => [
      id,
      name,
      ownerName,
      `left alone: in ${organizations.map(({ organizationName }) => organizationName).join(' and ')} equally long`,
    ]),
    ...withoutOrganization.map(({ id, name, ownerName }) => [id, name, ownerName, 'left alone: in no organization']),
  ]
  if (rows.length === 0) return 'Every member key has its organization. There is nothing to do.'
  const left = ambiguous.length + withoutOrganization.length
  const done = `${mode === 'apply' ? 'Bound' : 'Would bind'} ${bound.length}, left ${left} alone.`
  return `${table([['ID', 'NAME', 'OWNER', 'ORGANIZATION'], ...rows])}\n\n${done}`
}
