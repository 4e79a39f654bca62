// What was done to the organization's keys, people and providers, by whom.
import { Download } from 'lucide-react'
import { useState } from 'react'
import { useCommands } from '../commands/index.ts'
import { failureOf } from '../host-client/index.ts'
import { AdminsOnly, useOrganization } from '../organization/index.ts'
import { Button, ErrorNotice, Section, SkeletonRows } from '../ui/index.ts'
import { type AuditChoice, AuditFilters, EVERYTHING } from './audit-filters.tsx'
import { AuditTable } from './audit-table.tsx'
import { endOfDay, startOfDay } from './date-range.ts'
import { type AuditFilter, useAudit } from './use-audit.ts'
import { useExport } from './use-export.ts'

export function AuditPage() {
  const { id } = useOrganization()
  return (
    <AdminsOnly title="The audit is for admins">
      <Audit key={id} />
    </AdminsOnly>
  )
}

function Audit() {
  const organization = useOrganization()
  const [choice, setChoice] = useState(EVERYTHING)
  const filter = filterOf(choice)
  const audit = useAudit(organization.id, filter)
  const save = useExport(organization, filter)
  useCommands([
    { id: 'audit.export', group: 'Organization', title: 'Export the audit as CSV', icon: Download, run: save.run },
  ])
  return (
    <Section
      title="Audit"
      description={`What was done to the keys, people and providers of ${organization.name}. Entries are added and never changed.`}
      actions={
        <Button busy={save.busy} onClick={save.run}>
          <Download aria-hidden />
          Export CSV
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <AuditFilters organizationId={organization.id} choice={choice} onChoice={setChoice} />
        {audit.isPending && <SkeletonRows label="Loading the audit" rows={6} />}
        {audit.error && <ErrorNotice failure={failureOf(audit.error)} onRetry={() => void audit.refetch()} />}
        {audit.data && <AuditTable entries={audit.data.pages.flatMap(({ entries }) => entries)} />}
        {audit.hasNextPage && (
          <Button
            className="self-center"
            busy={audit.isFetchingNextPage}
            onClick={() => void audit.fetchNextPage({ cancelRefetch: false })}
          >
            Show older entries
          </Button>
        )}
      </div>
    </Section>
  )
}

function filterOf({ action, actorUserId, fromDay, toDay }: AuditChoice): AuditFilter {
  const [from, to] = [startOfDay(fromDay), endOfDay(toDay)]
  return {
    ...(action === null ? {} : { action }),
    ...(actorUserId === null ? {} : { actorUserId }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
}
