// `mooring usage`: what the credential that asks has used of its organization's models, and what it may.
import { Command } from 'commander'
import { UsagePeriod } from '#contract/gateway'
import { readHostConfig } from '../config.ts'
import type { ControlPlaneClient } from '../control-plane-client/index.ts'
import { addHostOptions, type HostOptions } from './host-options.ts'
import { run } from './outcome.ts'
import { addJsonOption, type OutputOptions, print } from './output.ts'
import { openClient } from './reach.ts'
import { parseWith, refuseUsage } from './usage.ts'
import { usageTable } from './usage-table.ts'

type Options = HostOptions & OutputOptions & { organization?: string; from?: string; to?: string }

export function usageCommand(): Command {
  return addJsonOption(addHostOptions(new Command('usage')))
    .description('what your key or sign-in used of an organization’s models, and its limits')
    .option('--organization <id>', 'in which organization (default: the only one, or MOORING_ORGANIZATION)')
    .option('--from <day>', 'the first day, UTC: 2026-11-01 (default: thirty days ago)')
    .option('--to <day>', 'the last day, UTC (default: today)')
    .action((options: Options) => run(() => showUsage(options)))
}

async function showUsage({ organization, from, to, ...options }: Options): Promise<void> {
  const period = parseWith(UsagePeriod, { from, to })
  const client = await openClient(options)
  const named = organization ?? readHostConfig(options).organizationId
  const usage = await client.usage.own(named ?? (await onlyOrganization(client)), period)
  print(usage, usageTable(usage), options)
}

async function onlyOrganization(client: ControlPlaneClient): Promise<string> {
  const { organizations } = await client.me()
  const [only, second] = organizations
  if (only !== undefined && second === undefined) return only.id
  throw refuseUsage('Name the organization with --organization; mooring auth check lists yours.')
}
