// The requests as far as they were asked for, and the one that is looked at.
import { useState } from 'react'
import type { LedgerEntry } from '#contract/gateway'
import { useGatewayPolicy } from '../gateway/index.ts'
import { failureOf, useMe } from '../host-client/index.ts'
import { Button, ErrorNotice, Section } from '../ui/index.ts'
import { KeptPrompt } from './kept-prompt.tsx'
import type { Period } from './period.ts'
import { RequestDialog } from './request-dialog.tsx'
import { RequestsTable } from './requests-table.tsx'
import { useRequests, useUsageReport } from './use-usage.ts'

type RequestsProps = { organizationId: string; period: Period; isAdmin: boolean }

export function Requests({ organizationId, period, isAdmin }: RequestsProps) {
  const requests = useRequests(organizationId)
  const nameOf = usePrincipalNames(organizationId, period, isAdmin)
  const [opened, setOpened] = useState<LedgerEntry>()
  const keepPrompts = useGatewayPolicy(organizationId).data?.keepPrompts === true
  const isPerson = useMe()?.keyId === null
  const mayRead = isAdmin && isPerson && keepPrompts
  const entries = requests.data?.pages.flatMap((page) => page.entries) ?? []
  if (entries.length === 0 && !requests.error) return null
  return (
    <Section
      title="Requests"
      description={isAdmin ? 'Of everybody, newest first, whatever days are chosen.' : 'Your own, newest first.'}
    >
      <div className="flex flex-col gap-3">
        {requests.error && <ErrorNotice failure={failureOf(requests.error)} onRetry={() => void requests.refetch()} />}
        {entries.length > 0 && <RequestsTable requests={entries} onOpen={setOpened} />}
        {requests.hasNextPage && (
          <Button
            className="self-center"
            busy={requests.isFetchingNextPage}
            onClick={() => void requests.fetchNextPage({ cancelRefetch: false })}
          >
            Show older requests
          </Button>
        )}
      </div>
      <RequestDialog request={opened} whose={opened && nameOf(opened.principal)} onClose={() => setOpened(undefined)}>
        {opened && mayRead && <KeptPrompt key={opened.id} organizationId={organizationId} requestId={opened.id} />}
      </RequestDialog>
    </Section>
  )
}

/** How the keys and persons of the days that are shown are called, as far as the person may know. */
function usePrincipalNames(organizationId: string, period: Period, isAdmin: boolean) {
  const keys = useUsageReport(organizationId, period, ['key', 'user'], isAdmin).data?.rows ?? []
  return (principal: string): string | undefined => {
    const row = keys.find(({ key, user }) => key?.id === principal || user?.id === principal)
    if (row?.key?.id === principal) return `${row.key.name}, a key of ${row.user?.name ?? 'the organization'}`
    return row?.user?.name
  }
}
