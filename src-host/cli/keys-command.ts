// `mooring keys list | create | delete`. The secret is printed once, by create.
import { Command, InvalidArgumentError } from 'commander'
import { Failure } from '#contract/failure'
import { addHostOptions, type HostOptions } from './host-options.ts'
import { openClient } from './open-client.ts'
import { run } from './outcome.ts'
import { addJsonOption, type OutputOptions, print, table } from './output.ts'

type Options = HostOptions & OutputOptions
type CreateOptions = Options & { organization?: string; expiresInDays?: number }

export function keysCommand(): Command {
  const list = common('list')
    .description('your API keys in all your organizations')
    .action((options: Options) => run(() => listKeys(options)))
  const create = common('create')
    .description('mint an API key bound to one organization')
    .argument('<name>', 'what it is for')
    .option('--organization <id>', 'the organization it is bound to')
    .option('--expires-in-days <days>', 'days until it stops working (default: never)', parseDays)
    .action((name: string, options: CreateOptions) => run(() => createKey(name, options)))
  const remove = common('delete')
    .description('delete an API key; it stops working at once')
    .argument('<id>', 'the key’s id, from the list')
    .action((id: string, options: Options) => run(() => deleteKey(id, options)))
  return new Command('keys')
    .description('organization-bound API keys')
    .exitOverride()
    .addCommand(list)
    .addCommand(create)
    .addCommand(remove)
}

const common = (name: string) => addJsonOption(addHostOptions(new Command(name)))

async function listKeys(options: Options): Promise<void> {
  const client = await openClient(options)
  const keys = await client.apiKeys.list()
  const rows = keys.map((key) => [
    key.id,
    key.name,
    key.organizationName ?? 'all',
    `${key.start}…${key.lastFour}`,
    expiryOf(key.expiresAt),
  ])
  const text =
    keys.length === 0 ? 'You have no API keys.' : table([['ID', 'NAME', 'ORGANIZATION', 'KEY', 'EXPIRES'], ...rows])
  print(keys, text, options)
}

async function createKey(name: string, { organization, expiresInDays, ...options }: CreateOptions): Promise<void> {
  if (organization === undefined)
    throw new Failure('bad-request', 'Name the organization that the key is for with --organization.')
  const client = await openClient(options)
  const minted = await client.apiKeys.mint({ organizationId: organization, name, expiresInDays })
  print(minted, minted.secret, options)
}

async function deleteKey(id: string, options: Options): Promise<void> {
  await (await openClient(options)).apiKeys.delete(id)
  print({ deleted: id }, `Deleted ${id}.`, options)
}

const expiryOf = (at: number | null) => (at === null ? 'never' : new Date(at).toISOString().slice(0, 10))

function parseDays(text: string): number {
  const days = Number(text)
  if (Number.isInteger(days) && days > 0) return days
  throw new InvalidArgumentError('It must be a whole number of days, 1 or more.')
}
