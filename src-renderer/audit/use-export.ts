// Saves what matches as a file; leaving the page gives up.
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { OrganizationMembership } from '#contract/organization'
import { failureOf } from '../host-client/index.ts'
import { saveCsv } from '../save-file/index.ts'
import { toast } from '../ui/index.ts'
import { exportAudit } from './export-audit.ts'
import type { AuditFilter } from './use-audit.ts'

export function useExport({ id, slug }: OrganizationMembership, filter: AuditFilter) {
  const leaving = useRef<AbortController>(undefined)
  useEffect(() => () => leaving.current?.abort(), [])
  const save = useMutation({
    mutationFn: () => {
      leaving.current = new AbortController()
      return exportAudit(id, filter, leaving.current.signal)
    },
    gcTime: 0,
    onSuccess: ({ csv, entries, complete }) => {
      saveCsv(`audit-${slug}.csv`, csv)
      if (complete) toast.success(`Exported ${entries} ${entries === 1 ? 'entry' : 'entries'}.`)
      else toast.warning(`Exported the newest ${entries} entries. Narrow the days to export older ones.`)
    },
    onError: (error) => {
      if (!leaving.current?.signal.aborted) toast.error(failureOf(error).message)
    },
  })
  return { run: () => save.mutate(), busy: save.isPending }
}
