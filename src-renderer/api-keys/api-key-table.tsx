// The keys as a table. What is shown of a key's secret is its beginning and its last four characters.
import { Trash2 } from 'lucide-react'
import type { ApiKey } from '#contract/api-key'
import {
  Badge,
  Cell,
  ColumnHeader,
  IconButton,
  RelativeTime,
  RowHeader,
  Table,
  TableBody,
  TableHead,
  TableRow,
} from '../ui/index.ts'
import { expiryOf } from './expiry.ts'

type ApiKeyTableProps = {
  keys: readonly ApiKey[]
  onDelete: (key: ApiKey) => void
}

export function ApiKeyTable({ keys, onDelete }: ApiKeyTableProps) {
  return (
    <Table label="API keys">
      <TableHead>
        <tr>
          <ColumnHeader>Name</ColumnHeader>
          <ColumnHeader>Organization</ColumnHeader>
          <ColumnHeader>Kind</ColumnHeader>
          <ColumnHeader>Key</ColumnHeader>
          <ColumnHeader>Created</ColumnHeader>
          <ColumnHeader>Expires</ColumnHeader>
          <ColumnHeader>
            <span className="sr-only">Actions</span>
          </ColumnHeader>
        </tr>
      </TableHead>
      <TableBody>
        {keys.map((key) => (
          <TableRow key={key.id}>
            <RowHeader className="max-w-56 truncate" title={key.name}>
              {key.name}
            </RowHeader>
            <Cell className="max-w-48 truncate">{key.organizationName ?? 'All of yours'}</Cell>
            <Cell>
              <Badge>{KINDS[key.kind]}</Badge>
            </Cell>
            <Cell className="whitespace-nowrap font-mono text-xs">
              {key.start}…{key.lastFour}
            </Cell>
            <Cell>
              <RelativeTime at={key.createdAt} />
            </Cell>
            <Cell>
              <Expiry expiresAt={key.expiresAt} />
            </Cell>
            <Cell className="pr-2 text-right">
              <IconButton size="sm" label={`Delete ${key.name}`} icon={<Trash2 />} onClick={() => onDelete(key)} />
            </Cell>
          </TableRow>
        ))}
        {keys.length === 0 && (
          <tr>
            <td colSpan={7} className="px-3 py-8 text-center text-ink-soft">
              No keys in this organization.
            </td>
          </tr>
        )}
      </TableBody>
    </Table>
  )
}

const KINDS: Record<ApiKey['kind'], string> = { member: 'Member', personal: 'Personal', service: 'Service' }

function Expiry({ expiresAt }: { expiresAt: number | null }) {
  if (expiresAt === null) return 'Never'
  const expiry = expiryOf(expiresAt, Date.now())
  if (expiry === 'later') return <RelativeTime at={expiresAt} />
  return (
    <Badge tone={expiry === 'expired' ? 'danger' : 'warn'}>
      {expiry === 'expired' ? 'Expired' : 'Expires'} <RelativeTime at={expiresAt} />
    </Badge>
  )
}
