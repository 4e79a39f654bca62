// The API keys of the person: made here, seen here, deleted here.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { KeyRound, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import type { ApiKey } from '#contract/api-key'
import { failureOf } from '../host-client/index.ts'
import { useOrganizations } from '../organization/index.ts'
import { Button, EmptyState, ErrorNotice, Page, Select, SkeletonRows } from '../ui/index.ts'
import { ApiKeyTable } from './api-key-table.tsx'
import { CreateApiKeyDialog } from './create-api-key-dialog.tsx'
import { DeleteApiKeyDialog } from './delete-api-key-dialog.tsx'
import { useApiKeys } from './use-api-keys.ts'

const ALL = 'all'

export function ApiKeysPage() {
  const keys = useApiKeys()
  const [creating, setCreating] = useCreating()
  const createButton = useRef<HTMLButtonElement>(null)
  const isEmpty = keys.data?.length === 0
  return (
    <Page
      title="API keys"
      description="A key acts as you in one organization, and stops working when you leave it."
      actions={
        !isEmpty && (
          <Button ref={createButton} variant="primary" onClick={() => setCreating(true)}>
            <Plus aria-hidden />
            Create API key
          </Button>
        )
      }
    >
      {keys.isPending && <SkeletonRows label="Loading API keys" />}
      {keys.error && <ErrorNotice failure={failureOf(keys.error)} onRetry={() => void keys.refetch()} />}
      {isEmpty && <NoKeys onCreate={() => setCreating(true)} />}
      {keys.data && !isEmpty && <Keys keys={keys.data} afterDelete={createButton} />}
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
  const [shownId, setShownId] = useState(ALL)
  const [doomed, setDoomed] = useState<ApiKey>()
  const options = [
    { value: ALL, label: 'All organizations' },
    ...organizations.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const shown = keys.filter(({ organizationId }) => shownId === ALL || organizationId === shownId)
  return (
    <div className="flex flex-col gap-3">
      {organizations.length > 1 && (
        <Select label="Show keys of" className="w-56" options={options} value={shownId} onValueChange={setShownId} />
      )}
      <ApiKeyTable keys={shown} onDelete={setDoomed} />
      <DeleteApiKeyDialog
        apiKey={doomed}
        organizationName={doomed?.organizationName ?? 'all of your organizations'}
        onClose={() => setDoomed(undefined)}
        finalFocus={afterDelete}
      />
    </div>
  )
}
