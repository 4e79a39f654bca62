// The API keys that the person manages: made here, seen here, renamed and deleted here.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { KeyRound, Pencil, Plus, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import type { ApiKey } from '#contract/api-key'
import { atLeast } from '#contract/organization'
import { useCommands } from '../commands/index.ts'
import { KeyLimitsDialog } from '../gateway/index.ts'
import { failureOf, useMe } from '../host-client/index.ts'
import { useOrganization, useOrganizations } from '../organization/index.ts'
import { Button, buttonClass, EmptyState, ErrorNotice, Page, SkeletonRows } from '../ui/index.ts'
import { ApiKeyTable } from './api-key-table.tsx'
import { CreateApiKeyDialog } from './create-api-key-dialog.tsx'
import { DeleteApiKeyDialog } from './delete-api-key-dialog.tsx'
import { KeyFilters } from './key-filters.tsx'
import { useApiKeys } from './use-api-keys.ts'
import { useKeyList } from './use-key-list.ts'
import { useLimitedIn } from './use-limited-in.ts'

export function ApiKeysPage() {
  const byKey = useMe()?.keyId !== null
  return byKey ? <OnlyForPeople /> : <OwnKeys />
}

/** A key sees and makes no keys, whatever it may do else. */
function OnlyForPeople() {
  return (
    <Page title="API keys">
      <EmptyState
        icon={<KeyRound />}
        title="This Mooring is signed in with an API key"
        sentence="Keys are made, seen and deleted by people. Sign in as one to go on."
        action={
          <Link to="/settings/control-planes" className={buttonClass({ variant: 'primary' })}>
            Control planes
          </Link>
        }
      />
    </Page>
  )
}

function OwnKeys() {
  const { keys, error, readAgain } = useApiKeys()
  const organization = useOrganization()
  const [creating, setCreating] = useCreating()
  const createButton = useRef<HTMLButtonElement>(null)
  const isEmpty = keys?.length === 0
  return (
    <Page
      title="API keys"
      description="What lets a script, a server or a coding agent act for you or for an organization."
      // Once it is known whether there are keys: what somebody is about to click must not move.
      actions={
        (keys || error) && (
          <>
            {atLeast(organization.role, 'admin') && (
              <Link to="/settings/keys" className={buttonClass({ variant: 'ghost' })}>
                Keys of everybody
              </Link>
            )}
            <Link to="/keys/connect" className={buttonClass({ variant: 'ghost' })}>
              Connect a tool
            </Link>
            {!isEmpty && (
              <Button ref={createButton} variant="primary" onClick={() => setCreating(true)}>
                <Plus aria-hidden />
                Create API key
              </Button>
            )}
          </>
        )
      }
    >
      {!keys && !error && <SkeletonRows label="Loading API keys" />}
      {error && <ErrorNotice failure={failureOf(error)} onRetry={() => void readAgain()} className="mb-4" />}
      {isEmpty && <NoKeys onCreate={() => setCreating(true)} />}
      {keys && !isEmpty && <Keys keys={keys} afterDelete={createButton} />}
      <CreateApiKeyDialog open={creating} onOpenChange={setCreating} />
    </Page>
  )
}

/** The dialog is open while the address says so: other pages and the palette can lead straight to it. */
function useCreating() {
  const navigate = useNavigate()
  const { create = false } = useSearch({ from: '/organization/keys' })
  const setCreating = (open: boolean) =>
    void navigate({ to: '/keys', search: open ? { create: true } : {}, replace: true })
  return [create, setCreating] as const
}

function NoKeys({ onCreate }: { onCreate: () => void }) {
  return (
    <EmptyState
      icon={<KeyRound />}
      title="No API keys yet"
      sentence="A key lets a script, a server or a coding agent act as you in one organization."
      action={
        <Button variant="primary" onClick={onCreate}>
          Create API key
        </Button>
      }
    />
  )
}

type KeysProps = { keys: ApiKey[]; afterDelete: React.RefObject<HTMLButtonElement | null> }

function Keys({ keys, afterDelete }: KeysProps) {
  const organizations = useOrganizations()
  const { shown, filters, sorting } = useKeyList(keys)
  const [doomed, setDoomed] = useState<ApiKey>()
  const [limited, setLimited] = useState<ApiKey>()
  const limitedIn = useLimitedIn(limited)
  const [renamingId, setRenamingId] = useState<string>()
  useCommands(
    shown.flatMap((key) => [
      {
        id: `api-key.rename.${key.id}`,
        group: 'API keys',
        title: `Rename ${key.name}`,
        icon: Pencil,
        run: () => setRenamingId(key.id),
      },
      {
        id: `api-key.delete.${key.id}`,
        group: 'API keys',
        title: `Delete ${key.name}…`,
        icon: Trash2,
        run: () => setDoomed(key),
      },
    ]),
  )
  return (
    <div className="flex flex-col gap-3">
      <KeyFilters {...filters} organizations={organizations} />
      <ApiKeyTable
        keys={shown}
        {...sorting}
        onDelete={setDoomed}
        onLimits={setLimited}
        renamingId={renamingId}
        onRenaming={setRenamingId}
      />
      {limitedIn && <KeyLimitsDialog apiKey={limited} organization={limitedIn} onClose={() => setLimited(undefined)} />}
      <DeleteApiKeyDialog apiKey={doomed} onClose={() => setDoomed(undefined)} finalFocus={afterDelete} />
    </div>
  )
}
