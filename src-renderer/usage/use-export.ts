// Saves the usage of the days that are shown as a table, as fine as the person may see it.
import { useMutation } from '@tanstack/react-query'
import { atLeast, type OrganizationMembership } from '#contract/organization'
import { failureOf, hostClient } from '../host-client/index.ts'
import { saveCsv } from '../save-file/index.ts'
import { toast } from '../ui/index.ts'
import type { Period } from './period.ts'

export function useExport({ id, slug, role }: OrganizationMembership, period: Period) {
  const by = atLeast(role, 'admin') ? 'day,model,key,user' : 'day,model'
  const save = useMutation({
    mutationFn: () => hostClient.usage.table.query({ organizationId: id, ...period, by }),
    gcTime: 0,
    onSuccess: (csv) => {
      saveCsv(`usage-${slug}-${period.from}-${period.to}.csv`, csv)
      toast.success('The usage was saved as a table.')
    },
    onError: (error) => toast.error(failureOf(error).message),
  })
  return { run: () => save.mutate(), busy: save.isPending }
}
