// Which tables are watched, and the triggers that tell of their changes. The database itself speaks, so that no path of the code, no
// library and no hand at the prompt can forget to. A table added here needs a migration step with its trigger for PostgreSQL.

/** A change's table, and which of its columns name the organization, the user and the row itself. */
type Watched = {
  readonly table: string
  readonly organizationId: string | null
  readonly userId: string | null
  /** Only changes of these count, where others are written all the time. */
  readonly columns?: readonly string[]
}

export const WATCHED = [
  {
    table: 'apiKey',
    organizationId: 'organizationId',
    userId: 'ownerUserId',
    columns: ['kind', 'organizationId', 'ownerUserId', 'role', 'name', 'hash', 'expiresAt'],
  },
  { table: 'member', organizationId: 'organizationId', userId: 'userId' },
  { table: 'session', organizationId: null, userId: 'userId', columns: ['token', 'userId', 'expiresAt'] },
  { table: 'user', organizationId: null, userId: 'id', columns: ['name', 'email', 'disabledAt'] },
  { table: 'organization', organizationId: 'id', userId: null, columns: ['name', 'slug'] },
  { table: 'organizationInvitation', organizationId: 'organizationId', userId: null },
  { table: 'provider', organizationId: 'organizationId', userId: null },
  { table: 'providerCredential', organizationId: 'organizationId', userId: null },
  { table: 'ownCredential', organizationId: 'organizationId', userId: 'userId' },
  { table: 'gatewayPolicy', organizationId: 'organizationId', userId: null },
  { table: 'keyLimit', organizationId: 'organizationId', userId: null },
  { table: 'host', organizationId: 'organizationId', userId: null, columns: ['name', 'ownerId'] },
] as const satisfies readonly Watched[]

export type WatchedTable = (typeof WATCHED)[number]['table']

export const CHANGES_CHANNEL = 'mooring_changes'

const watched: readonly Watched[] = WATCHED
const quoted = (column: string) => `"${column}"`
const updateOf = ({ columns }: Watched) =>
  columns === undefined ? 'update' : `update of ${columns.map(quoted).join(', ')}`

/** `tell` is an SQL function of four arguments: table, organization, user, id. */
export function sqliteTriggers(tell: string): string[] {
  return watched.flatMap((entry) =>
    (['insert', 'delete', updateOf(entry)] as const).map((event) => {
      const row = event === 'delete' ? 'OLD' : 'NEW'
      const value = (column: string | null) => (column === null ? 'null' : `${row}."${column}"`)
      const name = `changes_${entry.table}_${event.split(' ')[0]}`
      return `create temp trigger "${name}" after ${event} on main."${entry.table}"
        begin select ${tell}('${entry.table}', ${value(entry.organizationId)}, ${value(entry.userId)}, ${row}."id"); end`
    }),
  )
}

/** What tells, once for a database, and what calls it, for each of these tables: a migration step names those that it knows. */
export function postgresTriggers(
  channel: string,
  tables: readonly WatchedTable[],
): { tell: string; triggers: string[] } {
  const tell = `create function "mooring_tell"() returns trigger language plpgsql as $$
    declare changed jsonb;
    begin
      if TG_OP = 'TRUNCATE' then
        perform pg_notify('${channel}', '');
        return null;
      end if;
      changed := case when TG_OP = 'DELETE' then to_jsonb(OLD) else to_jsonb(NEW) end;
      perform pg_notify('${channel}', json_build_object('table', TG_TABLE_NAME, 'organizationId', changed ->> TG_ARGV[0],
        'userId', changed ->> TG_ARGV[1], 'id', changed ->> 'id')::text);
      return null;
    end $$`
  const named: readonly string[] = tables
  const triggers = watched
    .filter(({ table }) => named.includes(table))
    .flatMap((entry) => {
      const columns = [entry.organizationId, entry.userId].map((column) => `'${column ?? ''}'`).join(', ')
      return [
        `create trigger "changes_${entry.table}" after insert or delete or ${updateOf(entry)} on "${entry.table}"
        for each row execute function "mooring_tell"(${columns})`,
        // Emptied at once, a table tells of no row: then of anything.
        `create trigger "changes_${entry.table}_emptied" after truncate on "${entry.table}"
        for each statement execute function "mooring_tell"()`,
      ]
    })
  return { tell, triggers }
}
