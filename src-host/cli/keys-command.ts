// `mooring keys list | create | rename | delete`. The secret is printed once, by create.
import { Command, InvalidArgumentError, Option } from 'commander'
import { type ApiKey, ApiKeyKind, MintRequest, ServiceRole } from '#contract/api-key'
import { addHostOptions, type HostOptions } from './host-options.ts'
import { keyTable } from './key-table.ts'
import { run } from './outcome.ts'
import { addJsonOption, type OutputOptions, print } from './output.ts'
import { openClient } from './reach.ts'
import { parseWith, refuseUsage } from './usage.ts'

type Options = HostOptions & OutputOptions
type CreateOptions = Options & {
  kind: ApiKeyKind
  organization?: string
  role?: ServiceRole
  expiresInDays?: number
  expiresAt?: number
}

export function keysCommand(): Command {
  const list = common('list')
    .description('your API keys in all your organizations')
    .option('--organization <id>', 'everybody’s keys for this one instead; for its admins')
    .action((options: Options & { organization?: string }) => run(() => listKeys(options)))
  const create = common('create')
    .description('mint an API key; its secret is printed, this once')
    .argument('<name>', 'what it is for')
    .addOption(
      new Option('--kind <kind>', 'yours for one organization, yours for all of them, or the organization’s own')
        .choices(ApiKeyKind.options)
        .default('member'),
    )
    .option('--organization <id>', 'the organization it is bound to (of a member or service key)')
    .addOption(new Option('--role <role>', 'what a service key may do').choices(ServiceRole.options))
    .option('--expires-in-days <days>', 'days until it stops working (default: never)', parseDays)
    .option('--expires-at <date>', 'the last day, or moment, on which it works: 2027-01-31', parseDate)
    .action((name: string, options: CreateOptions) => run(() => createKey(name, options)))
  const rename = common('rename')
    .description('give an API key another name; nothing else of it can change')
    .argument('<id>', 'the key’s id, from the list')
    .argument('<name>', 'its new name')
    .action((id: string, name: string, options: Options) => run(() => renameKey(id, name, options)))
  const remove = common('delete')
    .description('delete an API key; it stops working at once')
    .argument('<id>', 'the key’s id, from the list')
    .action((id: string, options: Options) => run(() => deleteKey(id, options)))
  return new Command('keys')
    .description('API keys: bound to one organization, personal, or of an organization itself')
    .exitOverride()
    .addCommand(list)
    .addCommand(create)
    .addCommand(rename)
    .addCommand(remove)
}

const common = (name: string) => addJsonOption(addHostOptions(new Command(name)))

async function listKeys({ organization, ...options }: Options & { organization?: string }): Promise<void> {
  const { apiKeys } = await openClient(options)
  const keys = await (organization === undefined ? apiKeys.list() : apiKeys.ofOrganization(organization))
  const none = organization === undefined ? 'You have no API keys.' : 'There are no API keys for it.'
  print(keys, keys.length === 0 ? none : keyTable(keys, Date.now()), options)
}

async function createKey(name: string, options: CreateOptions): Promise<void> {
  const { kind, organization: organizationId, role, expiresInDays, expiresAt } = options
  if (kind !== 'personal' && organizationId === undefined)
    throw refuseUsage('Name the organization that the key is for with --organization; mooring auth check lists yours.')
  const request = parseWith(MintRequest, { kind, organizationId, name, role, expiresInDays, expiresAt })
  const minted = await (await openClient(options)).apiKeys.mint(request)
  print(minted, minted.secret, options)
}

async function renameKey(id: string, name: string, options: Options): Promise<void> {
  const renamed: ApiKey = await (await openClient(options)).apiKeys.rename(id, { name })
  print(renamed, `${renamed.id} is called ${renamed.name} now.`, options)
}

async function deleteKey(id: string, options: Options): Promise<void> {
  await (await openClient(options)).apiKeys.delete(id)
  print({ deleted: id }, `Deleted ${id}.`, options)
}

function parseDays(text: string): number {
  const days = Number(text)
  if (Number.isInteger(days) && days > 0) return days
  throw new InvalidArgumentError('It must be a whole number of days, 1 or more.')
}

/** A day is whole: the key works until it is over here. */
function parseDate(text: string): number {
  const at = Date.parse(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59.999` : text)
  if (Number.isNaN(at)) throw new InvalidArgumentError('It must be a date, as 2027-01-31 or 2027-01-31T12:00Z.')
  if (at <= Date.now()) throw new InvalidArgumentError('It must be in the future.')
  return at
}
