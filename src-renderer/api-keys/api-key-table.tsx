// The keys that a person manages as a table.
import { useNavigate } from '@tanstack/react-router'
import { Ellipsis, Gauge, Pencil, Plug, Trash2 } from 'lucide-react'
import type { ApiKey } from '#contract/api-key'
import { useOrganization } from '../organization/index.ts'
import {
  Cell,
  ColumnHeader,
  IconButton,
  Menu,
  MenuItem,
  NoRows,
  RelativeTime,
  RenameInPlace,
  RowHeader,
  Table,
  TableBody,
  TableHead,
  TableRow,
} from '../ui/index.ts'
import { connectableKeys } from './connectable-keys.ts'
import { Expires, KindCell, LastUsed, MaskedKey, StaleBadge } from './key-cells.tsx'
import { KeyColumnHeader, type SortProps } from './key-column-header.tsx'
import { useRenameKey } from './use-api-keys.ts'
import { useLimitedIn } from './use-limited-in.ts'

type ApiKeyTableProps = SortProps & {
  keys: readonly ApiKey[]
  onDelete: (key: ApiKey) => void
  onLimits: (key: ApiKey) => void
  /** The key whose name is being changed. */
  renamingId: string | undefined
  onRenaming: (id: string | undefined) => void
}

/** Characters of a name. */
export const NAME_LENGTH = 60

export function ApiKeyTable({ keys, sort, onSort, onDelete, onLimits, renamingId, onRenaming }: ApiKeyTableProps) {
  const sorting = { sort, onSort }
  return (
    <Table label="API keys">
      <TableHead>
        <tr>
          <KeyColumnHeader column="name" title="Name" {...sorting} />
          <KeyColumnHeader column="organization" title="Organization" {...sorting} />
          <ColumnHeader>Kind</ColumnHeader>
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
          <ApiKeyRow
            key={key.id}
            apiKey={key}
            onDelete={() => onDelete(key)}
            onLimits={() => onLimits(key)}
            renaming={renamingId === key.id}
            onRenaming={(renaming) => onRenaming(renaming ? key.id : undefined)}
          />
        ))}
        {keys.length === 0 && <NoRows columns={8}>No key is like that.</NoRows>}
      </TableBody>
    </Table>
  )
}

type ApiKeyRowProps = {
  apiKey: ApiKey
  onDelete: () => void
  onLimits: () => void
  renaming: boolean
  onRenaming: (renaming: boolean) => void
}

function ApiKeyRow({ apiKey, onDelete, onLimits, renaming, onRenaming }: ApiKeyRowProps) {
  const rename = useRenameKey()
  return (
    <TableRow>
      <RowHeader className="max-w-60 min-w-36 py-1">
        <RenameInPlace
          name={apiKey.name}
          maxLength={NAME_LENGTH}
          onRename={(name) => rename(apiKey.id, name)}
          editing={renaming}
          onEditingChange={onRenaming}
        />
        <StaleBadge stale={apiKey.stale} whose="own" />
      </RowHeader>
      <Cell className="max-w-44 truncate" title={apiKey.organizationName ?? undefined}>
        {apiKey.organizationName ?? <span className="text-ink-faint">All of yours</span>}
      </Cell>
      <Cell>
        <KindCell {...apiKey} />
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
        <KeyMenu apiKey={apiKey} onRename={() => onRenaming(true)} onLimits={onLimits} />
        <IconButton size="sm" label={`Delete ${apiKey.name}`} icon={<Trash2 />} onClick={onDelete} />
      </Cell>
    </TableRow>
  )
}

type KeyMenuProps = { apiKey: ApiKey; onRename: () => void; onLimits: () => void }

function KeyMenu({ apiKey, onRename, onLimits }: KeyMenuProps) {
  const navigate = useNavigate()
  const organization = useOrganization()
  const limitable = useLimitedIn(apiKey) !== undefined
  const connectable = connectableKeys([apiKey], organization.id, Date.now()).length > 0
  return (
    <Menu align="end" trigger={<IconButton size="sm" label={`More for ${apiKey.name}`} icon={<Ellipsis />} />}>
      <MenuItem icon={<Pencil aria-hidden />} onSelect={() => requestAnimationFrame(onRename)}>
        Rename
      </MenuItem>
      <MenuItem
        icon={<Plug aria-hidden />}
        disabled={!connectable}
        onSelect={() => void navigate({ to: '/keys/connect', search: { key: apiKey.id } })}
      >
        Connect a tool
      </MenuItem>
      {limitable && (
        <MenuItem icon={<Gauge aria-hidden />} onSelect={onLimits}>
          Limits…
        </MenuItem>
      )}
    </Menu>
  )
}
