// The keys of an organization as a table, with whose each is.
import { Gauge, Trash2 } from 'lucide-react'
import type { OrganizationApiKey } from '#contract/api-key'
import { useMe } from '../host-client/index.ts'
import {
  Badge,
  Cell,
  ColumnHeader,
  IconButton,
  NoRows,
  RelativeTime,
  RowHeader,
  Table,
  TableBody,
  TableHead,
  TableRow,
} from '../ui/index.ts'
import { Expires, KindCell, LastUsed, MaskedKey, StaleBadge } from './key-cells.tsx'
import { KeyColumnHeader, type SortProps } from './key-column-header.tsx'

type OrganizationKeyTableProps = SortProps & {
  keys: readonly OrganizationApiKey[]
  onDelete: (key: OrganizationApiKey) => void
  onLimits: (key: OrganizationApiKey) => void
}

export function OrganizationKeyTable({ keys, sort, onSort, onDelete, onLimits }: OrganizationKeyTableProps) {
  const sorting = { sort, onSort }
  return (
    <Table label="Keys of everybody">
      <TableHead>
        <tr>
          <KeyColumnHeader column="name" title="Name" {...sorting} />
          <KeyColumnHeader column="owner" title="Owner" {...sorting} />
          <ColumnHeader>Key</ColumnHeader>
          <KeyColumnHeader column="created" title="Created" {...sorting} />
          <KeyColumnHeader column="used" title="Last used" {...sorting} />
          <KeyColumnHeader column="expires" title="Expires" {...sorting} />
          <ColumnHeader>
            <span className="sr-only">Actions</span>
          </ColumnHeader>
        </tr>
      </TableHead>
      <TableBody>
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} onDelete={() => onDelete(key)} onLimits={() => onLimits(key)} />
        ))}
        {keys.length === 0 && <NoRows columns={7}>No key is like that.</NoRows>}
      </TableBody>
    </Table>
  )
}

type KeyRowProps = { apiKey: OrganizationApiKey; onDelete: () => void; onLimits: () => void }

function KeyRow({ apiKey, onDelete, onLimits }: KeyRowProps) {
  return (
    <TableRow>
      <RowHeader className="max-w-48 py-1.5">
        <span className="block truncate" title={apiKey.name}>
          {apiKey.name}
        </span>
        <StaleBadge stale={apiKey.stale} whose="member" />
      </RowHeader>
      <Cell className="max-w-44 py-1.5">
        <Owner apiKey={apiKey} />
      </Cell>
      <Cell>
        <MaskedKey {...apiKey} />
      </Cell>
      <Cell>
        <RelativeTime at={apiKey.createdAt} />
      </Cell>
      <Cell>
        <LastUsed {...apiKey} />
      </Cell>
      <Cell>
        <Expires {...apiKey} />
      </Cell>
      <Cell className="pr-2 text-right whitespace-nowrap">
        <IconButton
          size="sm"
          label={`Limits of ${apiKey.name} of ${ownerOf(apiKey)}`}
          icon={<Gauge />}
          onClick={onLimits}
        />
        <IconButton
          size="sm"
          label={`Delete ${apiKey.name} of ${ownerOf(apiKey)}`}
          icon={<Trash2 />}
          onClick={onDelete}
        />
      </Cell>
    </TableRow>
  )
}

/** A service key has none; who made it is all that is known. */
export function ownerOf({ kind, ownerName, organizationName }: OrganizationApiKey): string {
  return kind === 'service' ? (organizationName ?? 'the organization') : (ownerName ?? 'somebody who is gone')
}

function Owner({ apiKey }: { apiKey: OrganizationApiKey }) {
  const isMine = useMe()?.user?.id === apiKey.ownerUserId && apiKey.ownerUserId !== null
  if (apiKey.kind === 'service')
    return (
      <>
        <KindCell {...apiKey} />
        {apiKey.ownerName && <span className="block truncate text-xs text-ink-faint">made by {apiKey.ownerName}</span>}
      </>
    )
  return (
    <span className="flex items-center gap-2">
      <span className="min-w-0 truncate text-ink">{apiKey.ownerName ?? 'Somebody who is gone'}</span>
      {isMine && <Badge tone="accent">you</Badge>}
    </span>
  )
}
